package dev.handoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.support.Edit;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Whatever is typed is an experiment or a sweep, or is refused. Nothing is measured here. */
class CommandLineParserTest {
    private static final String VALID =
            "--workers=2 --messages=3 --capacity=4 --payload=zeros:100x100 --arms=light,heavy"
                    + " --routes=queue,slots --repeats=2 --warm-up=1 --seed=7 --python=queue --cold --no-ledger --sweep=64..1KiB";

    @Property(seed = "8")
    void whatIsTypedIsAnExperimentOrRefused(@ForAll(supplier = Edit.Some.class) List<Edit> edits) {
        var command = new MeasureCommand();
        try {
            new CommandLine(command).parseArgs(Edit.apply(edits, VALID).split(" ", -1));
            command.experiment();
        } catch (ParameterException | IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property(seed = "9")
    void aRangeIsASweepOrRefused(@ForAll(supplier = Edit.Some.class) List<Edit> edits) {
        var text = Edit.apply(edits, "64..1GiB");
        try {
            assertThat(SweepRange.parse(text)).isNotEmpty().isSorted();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
