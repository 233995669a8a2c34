import java.nio.file.*;
import java.util.*;
import java.util.stream.*;
import tech.tablesaw.api.*;
