package dev.handoff.support;

import dev.handoff.spi.Channel;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Inbox;
import dev.handoff.spi.Phase;
import java.util.List;

/** A channel that does what another does, except for what a test changes: mostly how it opens. */
public interface ForwardingChannel extends Channel {
    Channel real();

    @Override
    default String name() {
        return real().name();
    }

    @Override
    default Codec defaultCodec() {
        return real().defaultCodec();
    }

    @Override
    default boolean inPlace(Codec codec) {
        return real().inPlace(codec);
    }

    @Override
    default boolean withinProcess() {
        return real().withinProcess();
    }

    @Override
    default List<Phase> phases() {
        return real().phases();
    }

    @Override
    default long reserves(Terms terms) {
        return real().reserves(terms);
    }

    @Override
    default Copied copies(boolean inPlace) {
        return real().copies(inPlace);
    }

    @Override
    default void check(Codec codec) {
        real().check(codec);
    }

    @Override
    default Inbox open(Terms terms) {
        return real().open(terms);
    }
}
