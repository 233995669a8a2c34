package dev.handoff.support;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Commands run by somebody else: by {@code nobody}, which only root may start. */
public final class OtherUser {
    private static final String NOBODY = "65534";

    private OtherUser() {}

    /** Skips the test where there is no becoming somebody else. */
    public static void assumeThere() {
        assumeThat(System.getProperty("user.name"))
                .as("only root can be somebody else")
                .isEqualTo("root");
        assumeThat(run("true")).as("setpriv, of util-linux").isZero();
    }

    /** The exit code of a command; what it says is dropped. */
    public static int run(String... command) {
        var whole = new ArrayList<>(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        whole.addAll(List.of(command));
        try {
            return new ProcessBuilder(whole)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
