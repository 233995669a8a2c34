package dev.handoff.channel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.channel.ChannelContractTest.Way;
import dev.handoff.channel.Faulty.Fault;
import dev.handoff.codec.RawCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of channels finds what is wrong with one. */
@Timeout(60)
class FaultyChannelTest {
    private static void contract(Fault fault) {
        new ChannelContractTest()
                .everyMessageArrivesOnceAndInTheOrderOfItsWorker(
                        new Way(new Faulty(new Pipes(0), fault), new RawCodec()));
    }

    @Test
    void withoutAFaultTheContractHolds() {
        contract(Fault.NONE);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFaultIsFound(Fault fault) {
        assertThatThrownBy(() -> contract(fault)).isInstanceOf(AssertionError.class);
    }
}
