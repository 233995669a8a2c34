package dev.handoff.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.support.Crew;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

class LoanTest {
    @Test
    void isAViewOfTheSameBytesUntilItIsClosed() {
        try (var arena = Arena.ofConfined()) {
            var memory = arena.allocate(100);
            var part = memory.asSlice(10, 50);
            var loan = new Loan(part);
            var view = loan.view();
            assertThat(view.address()).isEqualTo(part.address());
            assertThat(view.byteSize()).isEqualTo(50);
            memory.set(JAVA_BYTE, 10, (byte) 7);
            assertThat(view.get(JAVA_BYTE, 0)).isEqualTo((byte) 7);

            var slice = view.asSlice(0, 1);
            loan.close();
            assertThatThrownBy(() -> view.get(JAVA_BYTE, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Already closed");
            assertThatThrownBy(() -> slice.set(JAVA_BYTE, 0, (byte) 1)).isInstanceOf(IllegalStateException.class);
            assertThat(part.get(JAVA_BYTE, 0)).as("the memory itself stays").isEqualTo((byte) 7);
        }
    }

    @Test
    void isForTheThreadThatTookIt() {
        try (var arena = Arena.ofShared();
                var loan = new Loan(arena.allocate(10));
                var crew = new Crew()) {
            var view = loan.view();
            crew.start(() -> {
                assertThatThrownBy(() -> view.get(JAVA_BYTE, 0)).isInstanceOf(WrongThreadException.class);
                assertThatThrownBy(loan::close).isInstanceOf(WrongThreadException.class);
            });
            crew.join();
            assertThat(view.get(JAVA_BYTE, 0)).isZero();
        }
    }
}
