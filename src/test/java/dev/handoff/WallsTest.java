package dev.handoff;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The house as {@code ARCHITECTURE.md} draws it: dependencies point downward only. */
class WallsTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/handoff");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.handoff");

    @Test
    void dependenciesPointDownward() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.handoff..")
                .layer("cli")
                .definedBy("dev.handoff.cli")
                .layer("notebook")
                .definedBy("dev.handoff.notebook")
                .layer("façade")
                .definedBy("dev.handoff")
                .layer("report")
                .definedBy("dev.handoff.report")
                .layer("baseline")
                .definedBy("dev.handoff.baseline")
                .layer("archive")
                .definedBy("dev.handoff.archive")
                .layer("engine")
                .definedBy("dev.handoff.engine")
                .layer("channel")
                .definedBy("dev.handoff.channel")
                .layer("codec")
                .definedBy("dev.handoff.codec")
                .layer("workload")
                .definedBy("dev.handoff.workload")
                .layer("ledger")
                .definedBy("dev.handoff.ledger")
                .layer("memory")
                .definedBy("dev.handoff.memory")
                .layer("spi")
                .definedBy("dev.handoff.spi")
                .whereLayer("cli")
                .mayOnlyAccessLayers("façade", "report", "spi")
                .whereLayer("notebook")
                .mayOnlyAccessLayers("façade", "report", "spi")
                .whereLayer("report")
                .mayOnlyAccessLayers("spi")
                .whereLayer("baseline")
                .mayOnlyAccessLayers("archive", "spi")
                .whereLayer("archive")
                .mayOnlyAccessLayers("spi")
                .whereLayer("engine")
                .mayOnlyAccessLayers("ledger", "memory", "spi")
                .whereLayer("channel")
                .mayOnlyAccessLayers("codec", "memory", "spi")
                .whereLayer("codec")
                .mayOnlyAccessLayers("spi")
                .whereLayer("workload")
                .mayOnlyAccessLayers("memory", "spi")
                .whereLayer("ledger")
                .mayOnlyAccessLayers("memory", "spi")
                .whereLayer("memory")
                .mayOnlyAccessLayers("spi")
                .whereLayer("spi")
                .mayNotAccessAnyLayer()
                .check(CLASSES);
    }

    @Test
    void noPackagesDependOnEachOther() {
        slices().matching("dev.handoff.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void memoryAloneMayCallWhatTheJdkRestricts() {
        assertThat(sourcesWith("@SuppressWarnings(\"restricted\")"))
                .isNotEmpty()
                .allMatch(file -> file.startsWith(SOURCES.resolve("memory")));
    }

    @Test
    void noFileIsLongerThanTwoIdeas() {
        assertThat(sources()).allSatisfy(file -> assertThat(lines(file)).hasSizeLessThanOrEqualTo(400));
    }

    private static List<Path> sourcesWith(String text) {
        return sources().stream()
                .filter(file -> lines(file).stream().anyMatch(line -> line.contains(text)))
                .toList();
    }

    private static List<Path> sources() {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
