package dev.handoff.baseline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwinSpecTest {
    @Test
    void whatIsOutOfBoundsIsNamed() {
        refused(0, 1, 1, "zeros:1", 0, 0, "workers is 0; it must be from 1 to 1024");
        refused(1025, 1, 1, "zeros:1", 0, 0, "workers is 1025; it must be from 1 to 1024");
        refused(1, 0, 1, "zeros:1", 0, 0, "messages is 0; it must be from 1 to 1000000");
        refused(1, 1, 0, "zeros:1", 0, 0, "capacity is 0; it must be from 1 to 2147483647");
        refused(1, 1, 1, "zeros:1", 1L << 32, 0, "seed is 4294967296; it must be from 0 to 4294967295");
        refused(1, 1, 1, "zeros:1", 0, -1, "warmUp is -1; it must be from 0 to 1000000");
    }

    @Test
    void fromColdThereIsNoWarmUp() {
        assertThatThrownBy(() -> new TwinSpec(1, 1, 1, "dot:500", "zeros:1", Twin.PIPES, 0, 1, true, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("warmUp is 1; it must be from 0 to 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zeros", "zeros:", "zeros:0", "zeros:2x", "ones:2", "zeros:1x1x1x1x1x1x1x1x1"})
    void whatPythonCannotSendIsRefused(String payload) {
        refused(
                1,
                1,
                1,
                payload,
                0,
                0,
                "payload is " + payload
                        + "; Python sends zeros:... or random:..., with up to 8 lengths as in zeros:1500x1500x3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dot", "dot:0", "dot:-1", "dot:100000", "dot:5x5", "mine"})
    void aComputationThatPythonDoesNotKnowIsRefused(String computation) {
        assertThatThrownBy(() -> TwinSpec.check(computation, "zeros:1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the computation is " + computation
                        + "; Python does dot:1 to dot:99999 (two matrices of that size and their product), or nothing");
    }

    private static void refused(
            int workers, int messages, int capacity, String payload, long seed, int warmUp, String why) {
        assertThatThrownBy(() -> new TwinSpec(
                        workers, messages, capacity, "nothing", payload, Twin.PIPES, seed, warmUp, true, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }
}
