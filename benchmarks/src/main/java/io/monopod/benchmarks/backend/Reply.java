package io.monopod.benchmarks.backend;

/// An answer: one message, repeated, then the status. (Not a record, because it has an array.)
final class Reply {
    private static final int OK = 0;

    /// No answer: the call stays open until it is reset.
    static final Reply NEVER = refusal(OK);

    /// With its gRPC prefix of five bytes.
    final byte[] message;

    /// How often the message is sent, each in its own DATA frames; 0 for Trailers-Only.
    final int copies;

    /// The `grpc-status`.
    final int status;

    private Reply(byte[] message, int copies, int status) {
        this.message = message;
        this.copies = copies;
        this.status = status;
    }

    static Reply once(byte[] message) {
        return new Reply(message, 1, OK);
    }

    static Reply stream(byte[] message, int copies) {
        return new Reply(message, copies, OK);
    }

    static Reply refusal(int status) {
        return new Reply(new byte[0], 0, status);
    }
}
