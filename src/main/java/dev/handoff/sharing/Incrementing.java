package dev.handoff.sharing;

import dev.handoff.spi.Computation;

/** Adds 1 to the first element of an array, many times. */
record Incrementing(SharedArray.Address array, int times, Way way) implements Computation {
    private static final long serialVersionUID = 1L;

    @Override
    public String describe() {
        return "increment:" + way.label();
    }

    @Override
    public Task open(int worker, long seed) {
        var counter = array.attach();
        return new Task() {
            @Override
            public void inputs(long sequence) {}

            @Override
            public Object compute(long sequence) {
                for (int i = 0; i < times; i++) {
                    way.increment(counter);
                }
                return counter.getVolatile(0);
            }

            @Override
            public void close() {
                counter.close();
            }
        };
    }

    /** How to add 1 to what others add to as well. */
    enum Way {
        /** Reads, then writes: both are seen by the others at once, and still they come between. */
        UNLOCKED("no lock") {
            @Override
            void increment(SharedArray counter) {
                counter.setVolatile(0, counter.getVolatile(0) + 1);
            }
        },
        LOCKED("lock()") {
            @Override
            void increment(SharedArray counter) {
                try (var _ = counter.lock()) {
                    counter.setLong(0, counter.getLong(0) + 1);
                }
            }
        },
        ATOMIC("getAndAdd") {
            @Override
            void increment(SharedArray counter) {
                counter.getAndAdd(0, 1);
            }
        };

        private final String label;

        Way(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        abstract void increment(SharedArray counter);
    }
}
