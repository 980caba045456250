package io.monopod.gateway.proxy;

import io.monopod.gateway.http2.EndpointConfig;

import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/// Limits and times of the data path.
public record DataPathConfig(Limits limits, Times times) {
    public static final DataPathConfig DEFAULT = new DataPathConfig(Limits.DEFAULT, Times.DEFAULT);

    /// How much of everything there may be.
    ///
    /// @param connections client connections; further ones are closed at once
    /// @param streams streams that a client connection may have open
    /// @param headerListSize octets of a header list, counted as in RFC 9113, section 10.5.1
    /// @param headerBuffer the same for the heads of all open calls of a connection
    /// @param bufferPerStream octets of DATA that are kept for a receiver that is slower than its
    ///   sender, for each stream and direction
    /// @param bufferPerConnection the same for all streams of a connection
    /// @param replayBuffer octets of a request that are kept until the instance answers, so that
    ///   the call can go elsewhere if that instance never saw it
    /// @param emptyFrames frames without content that a peer may send at once, and ten times as
    ///   slowly for ever
    /// @param cancels calls that a client may cancel, or get wrong, at once; likewise
    public record Limits(
            int connections,
            int streams,
            int headerListSize,
            int headerBuffer,
            int bufferPerStream,
            int bufferPerConnection,
            int replayBuffer,
            int emptyFrames,
            int cancels) {
        public static final Limits DEFAULT =
                new Limits(
                        20_000,
                        4096,
                        64 * 1024,
                        16 * 1024 * 1024,
                        256 * 1024,
                        4 * 1024 * 1024,
                        64 * 1024,
                        10_000,
                        10_000);

        public Limits {
            requireAtLeast("connections", connections, 1);
            requireAtLeast("streams", streams, 1);
            requireAtLeast("headerListSize", headerListSize, 4096);
            requireAtLeast("headerBuffer", headerBuffer, headerListSize);
            requireAtLeast("bufferPerStream", bufferPerStream, 65_536);
            requireAtLeast("bufferPerConnection", bufferPerConnection, bufferPerStream);
            requireAtLeast("replayBuffer", replayBuffer, 0);
            requireAtLeast("emptyFrames", emptyFrames, 1);
            requireAtLeast("cancels", cancels, 1);
        }

        /// Octets of a message that are held until the rest of it has come. There is no credit for
        /// them, so that they must leave the stream's window room for the rest; credit for what
        /// passed comes in halves of a window.
        int holdBuffer() {
            return Math.min(replayBuffer, bufferPerStream / 2);
        }

        private static void requireAtLeast(String name, int value, int least) {
            if (value < least) {
                throw new IllegalArgumentException(name + ": " + value + ", must be >= " + least);
            }
        }
    }

    /// How long things may take.
    ///
    /// @param handshake until a client has sent its preface and settings, and acknowledged ours
    /// @param connect until an instance has accepted a connection
    /// @param idle until a client connection without calls is closed
    /// @param instanceIdle until the connection to an instance that serves no call is closed
    /// @param write until a peer that takes nothing of what is written to it is given up
    /// @param probe silence after which a peer is asked whether it is still there
    /// @param probeAnswer until it has answered
    /// @param frame until a peer has finished a frame, or a header block, that it has begun
    /// @param stall until a call is given up whose client takes nothing of what waits for it
    /// @param linger until a client that got its answer has ended its request
    /// @param drain until calls that are under way are cut off when the gateway stops
    public record Times(
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
        private static final Duration LONGEST_WATCH_PERIOD = Duration.ofSeconds(1);

        public static final Times DEFAULT =
                new Times(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(30),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30));

        public Times {
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

        /// As `instanceIdle`, where the calls of no session go. Each client makes one such call,
        /// its login, so these connections would else be as many as clients.
        Duration occasionalIdle() {
            return instanceIdle.dividedBy(100);
        }

        /// How often connections are looked after, so that none of these times is passed by much.
        Duration watchPeriod() {
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
            return period.compareTo(LONGEST_WATCH_PERIOD) < 0 ? period : LONGEST_WATCH_PERIOD;
        }

        private static void requirePositive(String name, Duration value) {
            if (!value.isPositive()) {
                throw new IllegalArgumentException(name + ": " + value + ", must be positive");
            }
        }
    }

    /// What a client connection grants the client.
    EndpointConfig clientEndpoint() {
        return endpoint(limits.cancels);
    }

    /// What the connection to an instance grants the instance. It opens no streams, and the calls
    /// that it cancels are its own.
    EndpointConfig instanceEndpoint() {
        return endpoint(Integer.MAX_VALUE);
    }

    private EndpointConfig endpoint(int cancels) {
        return new EndpointConfig(
                limits.streams,
                limits.headerListSize,
                limits.bufferPerStream,
                limits.bufferPerConnection,
                limits.bufferPerStream,
                limits.emptyFrames,
                cancels);
    }
}
