package dev.handoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.handoff.support.MemoryGroup;
import dev.handoff.support.OtherJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Under a memory control group the system kills and does not refuse: what protects is the look before. */
@Timeout(300)
class LimitedMemoryTest {
    private static final Pattern REFUSAL =
            Pattern.compile("handoff: this takes about \\d+ MB of memory \\(new workers \\d+,"
                    + " payloads under way \\d+, buffers \\d+, records \\d+\\), and \\d+ MB may be used; what would fit is workers"
                    + " (\\d+) with capacity (\\d+), or workers (\\d+) with capacity (\\d+)");

    @Test
    void whatIsTooMuchIsRefusedAndWhatIsSuggestedWorks() throws Exception {
        refusedThenDone(
                640L << 20, "--messages=3", "--payload=zeros:1000x1000", "--arms=heavy", "--routes=queue,slots");
    }

    @Test
    @Tag("slow")
    void theArticleWithinTwoGibibytes() throws Exception {
        refusedThenDone(2L << 30, "--messages=100", "--routes=queue,slots");
    }

    private static void refusedThenDone(long bytes, String... options) throws IOException, InterruptedException {
        try (var group = MemoryGroup.limitedTo(bytes)) {
            assumeThat(group)
                    .as("a memory control group of one's own, which only root may make")
                    .isNotNull();
            var all = Arrays.asList(options);
            var refused = run(group, all, "--workers=16", "--capacity=100");
            assertThat(refused).as("%s", refused).hasSize(1);
            var message = REFUSAL.matcher(refused.getFirst());
            assertThat(message.matches()).as(refused.getFirst()).isTrue();
            for (int suggestion : new int[] {1, 3}) {
                var done = run(
                        group,
                        all,
                        "--workers=" + message.group(suggestion),
                        "--capacity=" + message.group(suggestion + 1));
                assertThat(done).as("%s", done).isNotEmpty();
                assertThat(done.getFirst()).contains(" runs, ").contains(" messages received and verified");
            }
        }
    }

    private static List<String> run(MemoryGroup group, List<String> options, String... more)
            throws InterruptedException {
        var arguments = new ArrayList<Object>(List.of("measure"));
        arguments.addAll(options);
        arguments.addAll(List.of(more));
        try (var handoff = OtherJvm.startBehind(group.starter(), Main.class, arguments.toArray())) {
            var lines = new ArrayList<String>();
            for (var line = handoff.line(); line != null; line = handoff.line()) {
                lines.add(line);
            }
            return lines;
        }
    }
}
