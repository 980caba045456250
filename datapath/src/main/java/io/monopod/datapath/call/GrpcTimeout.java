package io.monopod.datapath.call;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// The value of `grpc-timeout` (gRPC over HTTP/2, "Timeout"): at most eight digits and a unit.
public final class GrpcTimeout {
    public static final String NAME = "grpc-timeout";

    private static final int MAX_DIGITS = 8;

    private GrpcTimeout() {}

    /// @return null if the value is malformed
    public static @Nullable Duration parse(String value) {
        int digits = value.length() - 1;
        if (digits < 1 || digits > MAX_DIGITS) {
            return null;
        }
        long amount = 0;
        for (int i = 0; i < digits; i++) {
            int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            amount = amount * 10 + digit;
        }
        return switch (value.charAt(digits)) {
            case 'H' -> Duration.ofHours(amount);
            case 'M' -> Duration.ofMinutes(amount);
            case 'S' -> Duration.ofSeconds(amount);
            case 'm' -> Duration.ofMillis(amount);
            case 'u' -> Duration.ofNanos(amount * 1000);
            case 'n' -> Duration.ofNanos(amount);
            default -> null;
        };
    }
}
