package dev.handoff.channel;

/** How a size reads in a channel's name. */
final class Size {
    private static final int KIB = 1024;

    private Size() {}

    /** In KiB where that is exact, {@code 64k}; else in bytes, {@code 1000}. */
    static String label(int bytes) {
        return bytes % KIB == 0 ? bytes / KIB + "k" : String.valueOf(bytes);
    }
}
