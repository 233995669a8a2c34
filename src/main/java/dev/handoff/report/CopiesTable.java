package dev.handoff.report;

import dev.handoff.spi.ProcessUse;
import dev.handoff.spi.ProcessUse.Moved;
import java.util.List;
import java.util.function.IntPredicate;
import tech.tablesaw.api.Table;

/** How often each way of travelling copies a payload: bytes that were moved over the bytes that were sent. */
final class CopiesTable {
    private static final IntPredicate PARENT = worker -> worker == ProcessUse.PARENT;
    private static final IntPredicate SENDERS = PARENT.negate();

    private CopiesTable() {}

    static Table of(List<Group> groups) {
        return new Columns<>(groups)
                .kind(Group::kind)
                .number(
                        "payload (MB)",
                        group -> megabytes(group.middle().setup().payloadBytes()))
                .count("messages", group -> group.middle().setup().total())
                .number("sender: user space", group -> group.copies(SENDERS, Moved::copiedBytes))
                .number("sender: system", group -> group.copies(SENDERS, Moved::kernelBytes))
                .number("receiver: system", group -> group.copies(PARENT, Moved::kernelBytes))
                .number("receiver: user space", group -> group.copies(PARENT, Moved::copiedBytes))
                .number("together", group -> group.copies(worker -> true, Moved::bytes))
                .table("How often a payload is copied: bytes moved over payload bytes, without what codecs copy inside "
                        + "themselves");
    }

    private static double megabytes(long bytes) {
        return bytes < 0 ? Double.NaN : bytes / Group.BYTES_IN_MB;
    }
}
