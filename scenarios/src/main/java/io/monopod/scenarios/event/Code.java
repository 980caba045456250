package io.monopod.scenarios.event;

import java.util.Arrays;

/// The status codes of gRPC (https://grpc.io/docs/guides/status-codes/).
public enum Code {
    OK(0),
    CANCELLED(1),
    UNKNOWN(2),
    INVALID_ARGUMENT(3),
    DEADLINE_EXCEEDED(4),
    NOT_FOUND(5),
    ALREADY_EXISTS(6),
    PERMISSION_DENIED(7),
    RESOURCE_EXHAUSTED(8),
    FAILED_PRECONDITION(9),
    ABORTED(10),
    OUT_OF_RANGE(11),
    UNIMPLEMENTED(12),
    INTERNAL(13),
    UNAVAILABLE(14),
    DATA_LOSS(15),
    UNAUTHENTICATED(16);

    private final int number;

    Code(int number) {
        this.number = number;
    }

    /// The code with this number on the wire.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Code of(int number) {
        return Arrays.stream(values())
                .filter(code -> code.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no gRPC code " + number));
    }

    /// The number on the wire.
    public int number() {
        return number;
    }
}
