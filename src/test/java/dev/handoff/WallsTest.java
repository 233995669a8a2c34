package dev.handoff;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls of the house: who may know whom, and what stays in its room. */
class WallsTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/handoff");
    private static final int LONGEST_FILE = 400;

    /** The packages from the bottom up, and which of ours each may know; {@code .} is the façade. */
    private static final List<Map.Entry<String, Set<String>>> HOUSE = List.of(
            Map.entry("spi", Set.of()),
            Map.entry("memory", Set.of("spi")),
            Map.entry("ledger", Set.of("memory", "spi")),
            Map.entry("codec", Set.of("spi")),
            Map.entry("channel", Set.of("memory", "codec", "spi")),
            Map.entry("workload", Set.of("memory", "spi")),
            Map.entry("archive", Set.of("spi")),
            Map.entry("baseline", Set.of("archive", "memory", "spi")),
            Map.entry("shipping", Set.of("codec", "spi")),
            Map.entry("engine", Set.of("ledger", "memory", "shipping", "spi")),
            Map.entry("report", Set.of("spi")),
            Map.entry("sharing", Set.of("channel", "codec", "engine", "memory", "report", "spi", "workload")),
            Map.entry("chaos", Set.of("baseline", "channel", "engine", "memory", "report", "spi", "workload")),
            Map.entry(
                    ".",
                    Set.of(
                            "archive",
                            "baseline",
                            "channel",
                            "chaos",
                            "codec",
                            "engine",
                            "ledger",
                            "memory",
                            "report",
                            "sharing",
                            "shipping",
                            "spi",
                            "workload")),
            Map.entry("notebook", Set.of(".", "report", "spi")),
            Map.entry("cli", Set.of(".", "chaos", "report", "spi")));

    private static JavaClasses house;

    @BeforeAll
    static void read() {
        house = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.handoff");
    }

    static List<Map.Entry<String, Set<String>>> house() {
        return HOUSE;
    }

    private static String fullName(String name) {
        return name.equals(".") ? "dev.handoff" : "dev.handoff." + name;
    }

    @ParameterizedTest
    @MethodSource("house")
    void aPackageKnowsOnlyThoseItMay(Map.Entry<String, Set<String>> room) {
        var itself = fullName(room.getKey());
        var known = Stream.concat(Stream.of(itself), room.getValue().stream().map(WallsTest::fullName))
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(itself)
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("dev.handoff..")).or(resideInAnyPackage(known)))
                .allowEmptyShould(true)
                .check(house);
    }

    @Test
    void arrowsPointDownwardOnlySoThatThereIsNoCycle() {
        var below = new HashSet<String>();
        for (var room : HOUSE) {
            assertThat(below).as("below %s", room.getKey()).containsAll(room.getValue());
            below.add(room.getKey());
        }
    }

    @Test
    void everyPackageHasItsPlaceInTheHouse() {
        var places = HOUSE.stream().map(room -> fullName(room.getKey())).toList();
        assertThat(house.stream().map(JavaClass::getPackageName).distinct()).isSubsetOf(places);
    }

    @Test
    void restrictedCallsLiveWithTheMemoryAlone() {
        assertThat(linesOfCode(line -> line.contains("SuppressWarnings") && line.contains("restricted")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("memory/"));
    }

    /** A pool passes on what workers print and write. */
    @Test
    void onlyTheCommandLinePrints() {
        assertThat(linesOfCode(line -> line.contains("System.out") || line.contains("System.err")))
                .filteredOn(line -> !line.startsWith("cli/"))
                .containsExactlyInAnyOrder(
                        "engine/Pool.java: this(line -> System.out.println(line), line -> System.err.println(line));");
    }

    @Test
    void noFileIsLongerThanAReaderHasPatienceFor() {
        for (var file : files()) {
            assertThat(read(file)).as(file.toString()).hasSizeLessThanOrEqualTo(LONGEST_FILE);
        }
    }

    @Test
    void everyPackageHasADoor() {
        for (var room : HOUSE) {
            var directory = SOURCES.resolve(room.getKey()).normalize();
            if (Files.exists(directory)) {
                assertThat(directory.resolve("package-info.java")).exists();
            }
        }
    }

    private static List<Path> files() {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of all sources, comments left out, as {@code file: line}. */
    private static List<String> linesOfCode(Predicate<String> wanted) {
        List<String> found = new ArrayList<>();
        for (var file : files()) {
            for (var line : read(file)) {
                var code = line.strip();
                boolean comment = code.startsWith("*") || code.startsWith("/*") || code.startsWith("//");
                if (!comment && wanted.test(code)) {
                    found.add(SOURCES.relativize(file) + ": " + code);
                }
            }
        }
        return found;
    }
}
