package dev.handoff.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrintedTest {
    private final List<String> lines = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    private final Printed printed = new Printed(lines::add, clock::get);
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void aLinePassesWhenItHasEnded() {
        out.print("größe ");
        assertThat(lines).isEmpty();
        out.println(7);
        out.println();
        assertThat(lines).containsExactly("größe 7", "");
    }

    @Test
    void theEndOfARunEndsALine() {
        out.print("no end");
        printed.endOfRun();
        printed.endOfRun();
        assertThat(lines).containsExactly("no end");
    }

    @Test
    void aHundredLinesPassInASecondAndTheOthersAreCounted() {
        IntStream.range(0, 250).forEach(out::println);
        assertThat(lines).hasSize(100).endsWith("99");
        clock.set(1_000_000_000);
        out.println("later");
        assertThat(lines).hasSize(102).endsWith("(150 lines left out: more than 100 in a second)", "later");
    }

    @Test
    void whatWasLeftOutAtTheEndOfARunIsCountedToo() {
        IntStream.range(0, 101).forEach(out::println);
        printed.endOfRun();
        assertThat(lines).hasSize(101).endsWith("(1 lines left out: more than 100 in a second)");
    }

    @Test
    void theNextRunHasALimitOfItsOwn() {
        IntStream.range(0, 100).forEach(out::println);
        printed.endOfRun();
        out.println("next");
        assertThat(lines).hasSize(101).endsWith("next");
    }

    @Test
    void aLongLineIsCut() {
        out.println("x".repeat(10_007));
        assertThat(lines).containsExactly("x".repeat(10_000) + "... (7 bytes more)");
    }
}
