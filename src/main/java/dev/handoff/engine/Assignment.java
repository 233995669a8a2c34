package dev.handoff.engine;

import dev.handoff.ledger.Ledger;
import dev.handoff.spi.Arm;
import dev.handoff.spi.Computation;
import dev.handoff.spi.Connector;
import dev.handoff.spi.Payload;
import java.io.Serializable;

/**
 * What one worker is told before a run.
 *
 * @param worker its number, from 0
 * @param computation what it computes
 * @param payload what it makes
 * @param arm what happens to the payload
 * @param connector its way to the channel
 * @param gate the path of the region in which the gate lies
 * @param ledger where it records, or null
 * @param warmUp how many messages before the gate
 * @param messages how many after it
 * @param underWay how many of its messages may be under way at once
 * @param seed of its random numbers
 */
record Assignment(
        int worker,
        Computation computation,
        Payload<?> payload,
        Arm arm,
        Connector connector,
        String gate,
        Ledger.Address ledger,
        int warmUp,
        int messages,
        int underWay,
        long seed)
        implements Serializable {}
