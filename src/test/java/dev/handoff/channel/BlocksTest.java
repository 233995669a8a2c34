package dev.handoff.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is lent is lent again, and no more is kept than is allowed. */
class BlocksTest {
    private static final long LARGE = 2 << 20;

    private static List<MemorySegment> lendAndGiveBack(Blocks blocks, long bytes) {
        List<Blocks.Lease> leases = List.of(blocks.lease(), blocks.lease(), blocks.lease());
        var lent = new ArrayList<MemorySegment>();
        leases.forEach(lease -> lent.add(lease.allocate(bytes, 8)));
        leases.forEach(Blocks.Lease::close);
        return lent;
    }

    @Test
    void ofLargeBlocksTheLastOnesAreKept() {
        try (var blocks = new Blocks(1)) {
            var lent = lendAndGiveBack(blocks, LARGE);
            assertThat(lent).extracting(block -> block.scope().isAlive()).containsExactly(false, false, true);
            assertThat(blocks.lease().allocate(LARGE - 8, 8).address())
                    .isEqualTo(lent.getLast().address());
        }
    }

    @Test
    void smallOnesAreAllKept() {
        try (var blocks = new Blocks(1)) {
            assertThat(lendAndGiveBack(blocks, 1000))
                    .allMatch(block -> block.scope().isAlive());
        }
    }

    @Test
    void whatIsLentEndsWithThem() {
        MemorySegment lent;
        try (var blocks = new Blocks(3)) {
            lent = blocks.lease().allocate(LARGE, 8);
        }
        assertThat(lent.scope().isAlive()).isFalse();
    }
}
