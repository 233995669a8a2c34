package dev.handoff.bench.handover;

/** Sizes, as a table shows them. */
final class Bytes {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB"};

    private Bytes() {}

    static String text(long bytes) {
        int unit = 0;
        long amount = bytes;
        while (unit < UNITS.length - 1 && amount >= 1024 && amount % 1024 == 0) {
            amount /= 1024;
            unit++;
        }
        return unit == 0 && amount % 1_000_000 == 0 ? amount / 1_000_000 + " MB" : amount + " " + UNITS[unit];
    }
}
