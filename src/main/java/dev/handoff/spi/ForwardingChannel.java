package dev.handoff.spi;

import java.util.List;

/**
 * A channel that does what another does, except for what an implementation changes: mostly how it opens. As thread-safe as
 * the other one.
 */
public interface ForwardingChannel extends Channel {
    /**
     * The other one.
     *
     * @return what does the work
     */
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
