package io.monopod.datapath.call;

/// A received part of a request (gRPC over HTTP/2, "Length-Prefixed-Message").
public sealed interface Incoming {
    final class Message implements Incoming {
        private final int flag;
        private final byte[] bytes;

        /// @param bytes not copied; the caller must not change them
        public Message(int flag, byte[] bytes) {
            this.flag = flag;
            this.bytes = bytes;
        }

        /// 0 for an uncompressed message, 1 for a compressed one; other values are errors.
        public int flag() {
            return flag;
        }

        /// Not copied.
        public byte[] bytes() {
            return bytes;
        }
    }

    /// The request has ended.
    record End() implements Incoming {}

    /// A message declares more bytes than are allowed; none of it was kept.
    record TooLong(long byteCount) implements Incoming {}

    /// The request ended within a message.
    record CutOff() implements Incoming {}

    /// The call has ended ([ServedCall#isOver]).
    record Over() implements Incoming {}
}
