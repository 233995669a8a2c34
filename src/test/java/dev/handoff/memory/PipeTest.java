package dev.handoff.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.spi.Deadline;
import dev.handoff.spi.HandoffException;
import dev.handoff.support.Crew;
import dev.handoff.support.OtherJvm;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PipeTest {
    private static final int HOLDS = 8192;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, HOLDS - 1, HOLDS, HOLDS + 1, 10 * HOLDS + 7})
    void whatIsWrittenIsReadWhateverItsSize(int bytes) {
        var sent = new byte[bytes];
        new Random(bytes).nextBytes(sent);
        try (var pipe = Pipe.create(HOLDS);
                var writing = Pipe.openForWriting(pipe.writingPath());
                var arena = Arena.ofShared();
                var crew = new Crew()) {
            crew.start(() -> writing.writeFully(arena.allocate(bytes).copyFrom(MemorySegment.ofArray(sent))));
            var got = arena.allocate(bytes);
            pipe.readFully(got, Crew.limit());
            assertThat(got.toArray(JAVA_BYTE)).isEqualTo(sent);
            crew.join();
            assertThat(pipe.awaitReadable(Deadline.in(Duration.ZERO)))
                    .as("nothing more")
                    .isFalse();
        }
    }

    @Test
    void holdsWhatIsAskedForRoundedUpOrWhatTheSystemGives() {
        try (var asked = Pipe.create(5000);
                var writing = Pipe.openForWriting(asked.writingPath());
                var given = Pipe.create(0)) {
            assertThat(asked.capacity()).isEqualTo(HOLDS);
            assertThat(writing.capacity()).isEqualTo(HOLDS);
            assertThat(given.capacity()).isPositive();
        }
    }

    @Test
    void aSizeThatTheSystemRefusesIsNamed() {
        assertThatThrownBy(() -> Pipe.create(Integer.MAX_VALUE))
                .isInstanceOf(HandoffException.class)
                .message()
                .isIn(
                        refused("Operation not permitted (errno 1)"),
                        refused("Cannot allocate memory (errno 12);"
                                + " use fewer workers, a smaller capacity or a smaller payload"));
    }

    private static String refused(String why) {
        return "a pipe of 2147483647 bytes (an ordinary user may have as much in one as /proc/sys/fs/pipe-max-size says, and"
                + " in all of them together as many pages as pipe-user-pages-soft beside it): "
                + why;
    }

    @Test
    void aPipeThatIsNotThereCannotBeOpened() {
        assertThatThrownBy(() -> Pipe.openForWriting("/proc/self/fd/1000000"))
                .isInstanceOf(HandoffException.class)
                .hasMessage("opening the pipe /proc/self/fd/1000000: No such file or directory (errno 2)");
    }

    @Test
    void aWriterIsToldThatTheReceiverIsGoneAtOnceOrInTheMiddle() {
        try (var arena = Arena.ofShared();
                var crew = new Crew()) {
            var pipe = Pipe.create(HOLDS);
            try (var writing = Pipe.openForWriting(pipe.writingPath())) {
                var blocked = crew.call(() -> write(writing, arena.allocate(3L * HOLDS)));
                assertThat(pipe.awaitReadable(Crew.limit())).isTrue();
                pipe.close();
                assertThat(Crew.result(blocked)).matches("the receiver is gone, (4096|8192) bytes into a message");
                assertThat(write(writing, arena.allocate(10)))
                        .isEqualTo("the receiver is gone, 0 bytes into a message");
            }
        }
    }

    private static String write(Pipe pipe, MemorySegment bytes) {
        try {
            pipe.writeFully(bytes);
            return "written";
        } catch (HandoffException e) {
            return e.getMessage();
        }
    }

    @Test
    void aMessageThatStopsEndsTheReadAtItsDeadline() {
        try (var pipe = Pipe.create(0);
                var arena = Arena.ofConfined()) {
            pipe.writeFully(arena.allocate(3));
            assertThatThrownBy(() -> pipe.readFully(arena.allocate(10), Deadline.in(Duration.ofMillis(1))))
                    .isInstanceOf(HandoffException.class)
                    .hasMessage("a message stopped after 3 of 10 bytes");
        }
    }

    @Test
    void aReaderIsToldThatAllSendersAreGone() throws InterruptedException {
        try (var other = OtherJvm.start(Abandoned.class)) {
            assertThat(other.line()).isEqualTo("all senders are gone, 3 of 10 bytes into a message");
            other.join();
        }
    }

    /** Closes the writing end behind the pipe's back, which in a process of its own harms nobody. */
    static final class Abandoned {
        public static void main(String[] arguments) {
            try (var arena = Arena.ofConfined()) {
                var pipe = Pipe.create(0);
                pipe.writeFully(arena.allocate(3));
                Libc.close(Integer.parseInt(
                        Path.of(pipe.writingPath()).getFileName().toString()));
                pipe.readFully(arena.allocate(10), Crew.limit());
            } catch (HandoffException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void aWaitForBytesEndsAtItsDeadline() {
        try (var pipe = Pipe.create(0)) {
            assertThat(pipe.awaitReadable(Deadline.in(Duration.ZERO))).isFalse();
            assertThat(pipe.awaitReadable(Deadline.in(Duration.ofMillis(2)))).isFalse();
            Waits.endWhenCalledOffOrInterrupted(pipe::awaitReadable, false);
        }
    }

    @Test
    void bytesThatAreThereAreSeenEvenWhenTheDeadlineHasPassed() {
        try (var pipe = Pipe.create(0);
                var arena = Arena.ofConfined()) {
            pipe.writeFully(arena.allocate(1));
            assertThat(pipe.awaitReadable(Deadline.in(Duration.ZERO))).isTrue();
            pipe.readFully(arena.allocate(1), Deadline.in(Duration.ZERO));
        }
    }
}
