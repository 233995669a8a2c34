import java.nio.file.*;
import java.util.*;
import java.util.stream.*;
import dev.handoff.*;
import dev.handoff.spi.Arm;
import dev.handoff.spi.OnWorkerDeath;
import tech.tablesaw.api.*;
