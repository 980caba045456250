package io.monopod.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.gateway.Eventually;
import io.monopod.vouch.MacKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(30)
class FairSemaphoreTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /// What 200 simultaneous logins have in common.
    private enum Flood {
        CONNECTION {
            @Override
            Peer peer(int i) {
                return peer("10.0.0.1", 1);
            }

            @Override
            String name(int i) {
                return "user" + i;
            }
        },
        NAME {
            @Override
            Peer peer(int i) {
                return peer("10.0.0." + i, i);
            }

            @Override
            String name(int i) {
                return "TestUser";
            }
        },
        ADDRESS {
            @Override
            Peer peer(int i) {
                return peer("10.0.0.1", i);
            }

            @Override
            String name(int i) {
                return "user" + i;
            }
        };

        abstract Peer peer(int i);

        abstract String name(int i);

        static Peer peer(String address, int port) {
            return new Peer(address, address + ":" + port);
        }
    }

    private final FairSemaphore semaphore = new FairSemaphore(1, 64, MacKey.of(new byte[32]));
    private final List<String> served = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();

    @ParameterizedTest
    @EnumSource
    void singleRequestIsNextAheadOfAFlood(Flood flood) throws Exception {
        assertThat(semaphore.acquire(flood.peer(0), flood.name(0), TIMEOUT)).isTrue();
        for (int i = 1; i <= 200; i++) {
            acquireAsync(flood.peer(i), flood.name(i));
        }
        Eventually.holds(() -> refused.get() == 136); // 64 may wait

        acquireAsync(Flood.peer("10.9.9.9", 9), "ann");
        Eventually.holds(() -> refused.get() == 137); // not the last in the queue
        semaphore.release();

        Eventually.holds(() -> served.size() == 64);
        assertThat(served).startsWith("ann");
    }

    @Test
    void ownConnectionIsNextDespiteAFloodFromItsAddress() throws Exception {
        assertThat(semaphore.acquire(Flood.peer("10.0.0.1", 1), "x", TIMEOUT)).isTrue();
        for (int i = 1; i <= 200; i++) {
            acquireAsync(Flood.peer("10.0.0.1", 1), "x" + i);
        }
        Eventually.holds(() -> refused.get() == 136);

        acquireAsync(Flood.peer("10.0.0.1", 2), "ann");
        Eventually.holds(() -> refused.get() == 137);
        semaphore.release();

        Eventually.holds(() -> served.size() == 64);
        assertThat(served).startsWith("ann");
    }

    @Test
    void waitIsLimitedByTheTimeout() throws Exception {
        assertThat(semaphore.acquire(Flood.peer("10.0.0.1", 1), "x", TIMEOUT)).isTrue();

        assertThat(semaphore.acquire(Flood.peer("10.0.0.1", 1), "y", Duration.ofMillis(1)))
                .isFalse();

        semaphore.release();
        assertThat(semaphore.acquire(Flood.peer("10.0.0.1", 1), "z", Duration.ofMillis(1)))
                .isTrue();
    }

    @Test
    void interruptedCallerLeavesTheQueue() throws Exception {
        assertThat(semaphore.acquire(Flood.peer("10.0.0.1", 1), "x", TIMEOUT)).isTrue();
        var waiting = acquireAsync(Flood.peer("10.0.0.1", 1), "y");

        waiting.interrupt();
        waiting.join();

        semaphore.release();
        assertThat(semaphore.acquire(Flood.peer("10.0.0.1", 1), "z", Duration.ofMillis(1)))
                .isTrue();
        assertThat(served).isEmpty();
    }

    private Thread acquireAsync(Peer peer, String name) {
        return Thread.startVirtualThread(
                () -> {
                    try {
                        if (semaphore.acquire(peer, name, TIMEOUT)) {
                            served.add(name);
                            semaphore.release();
                        } else {
                            refused.incrementAndGet();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }
}
