package dev.handoff.channel;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/** CRC-32C over memory of any size, piece after piece. One thread at a time. */
final class Checksum {
    /** A byte buffer shows no more than 2 GiB at once. */
    private static final long MOST = 1L << 30;

    private final CRC32C crc = new CRC32C();

    void add(MemorySegment bytes) {
        for (long at = 0; at < bytes.byteSize(); at += MOST) {
            crc.update(bytes.asSlice(at, Math.min(MOST, bytes.byteSize() - at)).asByteBuffer());
        }
    }

    int value() {
        return (int) crc.getValue();
    }
}
