package dev.handoff.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.channel.PipeQueue;
import dev.handoff.channel.SharedSlots;
import dev.handoff.codec.RawCodec;
import dev.handoff.engine.Plan.Size;
import dev.handoff.spi.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PreflightTest {
    private static final long MB = 1_000_000;
    private static final Pattern SUGGESTION = Pattern.compile("(?:workers (\\d+))?(?: with )?(?:capacity (\\d+))?");

    /** The article's experiment: 54 MB, 16 workers, 100 messages each, 100 under way. */
    private static Preflight article(Channel channel, long usable) {
        return preflight(channel, new Size(16, 100, 100), "zeros:1500x1500x3", usable);
    }

    private static Preflight preflight(Channel channel, Size size, String payload, long usable) {
        var plan = Trial.over(channel)
                .encodedBy(new RawCodec())
                .sending(payload)
                .size(size.workers(), size.messages(), size.capacity())
                .plan();
        return new Preflight(size, other -> MemoryNeed.of(plan.sized(other), 0), usable);
    }

    @Test
    void whatFitsIsLeftAsItIs() {
        var size = new Size(16, 100, 100);
        assertThat(article(new SharedSlots(), 7_400 * MB).check(true)).isEqualTo(size);
        assertThat(article(new SharedSlots(), 7_400 * MB).check(false)).isEqualTo(size);
    }

    @Test
    void aSmallerCapacityIsTakenWhereThatIsEnough() {
        assertThat(article(new SharedSlots(), 4_000 * MB).check(true)).isEqualTo(new Size(16, 100, 42));
    }

    @Test
    void aRefusalNamesTheMostWorkersAndTheLargestCapacity() {
        assertThatThrownBy(() -> article(new SharedSlots(), 1_800 * MB).check(true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this takes about 6920 MB of memory (new workers 1520, payloads under way 5400, buffers 0,"
                        + " records 0), and 1800 MB may be used; what would fit is workers 10 with capacity 10, or"
                        + " workers 1 with capacity 26");
        assertThatThrownBy(() -> article(new SharedSlots(), 4_000 * MB).check(false))
                .hasMessageEndingWith(
                        "and 4000 MB may be used; what would fit is capacity 34, or workers 1 with" + " capacity 61");
        assertThatThrownBy(() -> article(new SharedSlots(), 6_500 * MB).check(false))
                .hasMessageEndingWith("and 6500 MB may be used; what would fit is capacity 74, or workers 1");
    }

    @Test
    void whereNothingElseWouldFitAPayloadIsNamed() {
        assertThatThrownBy(() -> preflight(new SharedSlots(), new Size(1, 5, 1), "bytes:4000000000", 2_000 * MB)
                        .check(false))
                .hasMessageEndingWith(
                        "not even 1 worker with capacity 1 would fit; use a payload of at most 40 % of this one");
        assertThatThrownBy(() -> preflight(new SharedSlots(), new Size(1, 5, 1), "bytes:4", 80 * MB)
                        .check(false))
                .hasMessageEndingWith("not even 1 worker with capacity 1 would fit; free memory");
        assertThatThrownBy(() -> preflight(new SharedSlots(), new Size(1, 1, 1), "bytes:800000000000", 2_000 * MB)
                        .check(false))
                .hasMessage(
                        "this takes about 800095 MB of memory (new workers 95, payloads under way 800000, buffers 0,"
                                + " records 0), and 2000 MB may be used; not even 1 worker with capacity 1 would fit; use a payload of less than 1 % of this one");
        assertThatThrownBy(() -> preflight(new SharedSlots(), new Size(1, 5, 4), "bytes:400000000", 1_000 * MB)
                        .check(false))
                .hasMessageEndingWith("what would fit is capacity 1, or a payload of at most 47 % of this one");
    }

    @Property(seed = "10", tries = 300)
    void whateverIsSuggestedFits(
            @ForAll @IntRange(min = 1, max = 256) int workers,
            @ForAll @IntRange(min = 1, max = 1_000) int messages,
            @ForAll @IntRange(min = 1, max = 100_000) int capacity,
            @ForAll @IntRange(min = 1, max = 200_000_000) int payload,
            @ForAll @IntRange(min = 100, max = 20_000) int usableMb,
            @ForAll boolean queue) {
        var asked = preflight(
                queue ? new PipeQueue(0) : new SharedSlots(),
                new Size(workers, messages, capacity),
                "bytes:" + payload,
                usableMb * MB);
        String message = refusal(asked);
        Assume.that(!message.isEmpty());
        var suggested = suggestions(asked, message);
        assertThat(suggested).hasSizeLessThanOrEqualTo(2);
        for (var size : suggested) {
            assertThat(asked.need().apply(size).total()).as(message).isLessThanOrEqualTo(asked.usable());
            assertThat(new Preflight(size, asked.need(), asked.usable()).check(false))
                    .isEqualTo(size);
        }
        assertThat(suggested.size() == 2 || message.contains("a payload of") || message.contains("free memory"))
                .as(message)
                .isTrue();
    }

    private static String refusal(Preflight asked) {
        try {
            asked.check(false);
            return "";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private static List<Size> suggestions(Preflight asked, String message) {
        List<Size> sizes = new ArrayList<>();
        for (var words : message.replaceFirst(".*; (what would fit is )?", "").split(", or ", -1)) {
            var found = SUGGESTION.matcher(words);
            if (found.matches()) {
                var size = asked.asked();
                sizes.add(new Size(
                        found.group(1) == null ? size.workers() : Integer.parseInt(found.group(1)),
                        size.messages(),
                        found.group(2) == null ? size.capacity() : Integer.parseInt(found.group(2))));
            }
        }
        return sizes;
    }
}
