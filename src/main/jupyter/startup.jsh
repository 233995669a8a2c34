import java.nio.file.*;
import java.util.*;
import java.util.stream.*;
import dev.handoff.*;
import tech.tablesaw.api.*;
