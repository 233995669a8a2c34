package dev.handoff.channel;

import dev.handoff.memory.Loan;
import dev.handoff.spi.Codec;
import dev.handoff.spi.Received;

/** A message whose bytes lie in memory that is lent until it is closed. */
record Arrived(int worker, long sequence, long readFromNs, Loan loan, Codec codec, Runnable giveBack)
        implements Received {
    @Override
    public long bytes() {
        return loan.view().byteSize();
    }

    @Override
    public Object payload() {
        return codec.decode(new MemorySource(loan.view()));
    }

    @Override
    public void close() {
        if (loan.view().scope().isAlive()) {
            loan.close();
            giveBack.run();
        }
    }
}
