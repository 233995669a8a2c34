package dev.handoff.spi;

import java.util.Locale;

/**
 * What the system said a thread was doing at one moment: what {@code htop} shows, for the thread that does the work.
 *
 * @param timeNs when, {@code CLOCK_MONOTONIC}, nanoseconds
 * @param worker the worker, from 0; {@link ProcessUse#PARENT} for the parent
 * @param role what the thread is for
 * @param state R running or ready to run, S sleeping, D waiting for a device or for memory, Z dead, as in {@code
 *     /proc/<pid>/task/<tid>/stat}
 */
public record StateSample(long timeNs, int worker, Role role, char state) {
    /** What a thread is for. */
    public enum Role {
        /** Computes and makes payloads. */
        COMPUTING,
        /** Encodes and writes in the background. */
        FEEDING,
        /** Reads, decodes and checks, in the parent. */
        RECEIVING;

        /**
         * The name that tables and files use.
         *
         * @return the name in lower case
         */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
