package io.monopod.datapath.http2.frame;

/// A connection's memory for buffers. Guarded by the lock of the connection.
public interface BufferBudget {
    /// For connections whose bytes are not counted.
    BufferBudget UNBOUNDED =
            new BufferBudget() {
                @Override
                public boolean tryTake(int byteCount) {
                    return true;
                }

                @Override
                public void take(int byteCount) {}

                @Override
                public void giveBack(int byteCount) {}

                @Override
                public boolean isTight() {
                    return false;
                }
            };

    /// @return whether the bytes were taken
    boolean tryTake(int byteCount);

    /// Takes bytes that cannot be refused, even beyond the limit.
    void take(int byteCount);

    void giveBack(int byteCount);

    /// Whether the connection holds more than its current limit and should use less.
    boolean isTight();
}
