package io.monopod.datapath.config;

import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/// Timeouts.
///
/// @param handshake until a client has sent its preface and settings, and acknowledged ours
/// @param connect until an instance has accepted a connection
/// @param idle until a client connection without calls is closed
/// @param instanceIdle until an instance connection without calls is closed
/// @param write until the connection of a peer that does not read is closed
/// @param probe silence after which a peer is probed
/// @param probeAnswer until the peer has answered the probe
/// @param frame until a peer has completed a frame or a header block
/// @param stall until a call ends whose client does not read its response
/// @param linger until a client with a complete response has ended its request
/// @param drain until open calls are cut off when the gateway stops
public record Timeouts(
        Duration handshake,
        Duration connect,
        Duration idle,
        Duration instanceIdle,
        Duration write,
        Duration probe,
        Duration probeAnswer,
        Duration frame,
        Duration stall,
        Duration linger,
        Duration drain) {
    private static final Duration MAX_WATCH_PERIOD = Duration.ofSeconds(1);

    public Timeouts {
        requirePositive("handshake", handshake);
        requirePositive("connect", connect);
        requirePositive("idle", idle);
        requirePositive("instanceIdle", instanceIdle);
        requirePositive("write", write);
        requirePositive("probe", probe);
        requirePositive("probeAnswer", probeAnswer);
        requirePositive("frame", frame);
        requirePositive("stall", stall);
        requirePositive("linger", linger);
        requirePositive("drain", drain);
    }

    /// The `instanceIdle` of connections for calls without a session. Each client makes one such
    /// call, its login, so there would otherwise be as many of these connections as clients.
    public Duration occasionalIdle() {
        return instanceIdle.dividedBy(100);
    }

    /// How often connections are checked, so that no timeout is exceeded by much.
    public Duration watchPeriod() {
        var shortest =
                Stream.of(
                                handshake,
                                idle,
                                instanceIdle,
                                write,
                                probe,
                                probeAnswer,
                                frame,
                                stall,
                                linger)
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
        var period = shortest.dividedBy(4);
        return period.compareTo(MAX_WATCH_PERIOD) < 0 ? period : MAX_WATCH_PERIOD;
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + ": " + value + ", must be positive");
        }
    }
}
