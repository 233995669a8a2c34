package dev.handoff.cli;

import dev.handoff.spi.HandoffException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line. Ends with 0 if all went well, 1 if something failed, 2 if what was asked for is not allowed.
 */
@Command(
        name = "handoff",
        description = "Measures what it costs to hand an object from one process to another.",
        mixinStandardHelpOptions = true,
        subcommands = {MeasureCommand.class, ChaosCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    private static final int FAILED = 1;
    private static final int NOT_ALLOWED = 2;

    private Main() {}

    /**
     * Runs a command and ends the process.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(Main::explain);
    }

    /** What the reader can mend is said in a sentence; only what nobody foresaw shows where it happened. */
    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        boolean notAllowed = failure instanceof IllegalArgumentException;
        if (!notAllowed && !(failure instanceof HandoffException)) {
            throw failure;
        }
        command.getErr().println("handoff: " + failure.getMessage());
        return notAllowed ? NOT_ALLOWED : FAILED;
    }
}
