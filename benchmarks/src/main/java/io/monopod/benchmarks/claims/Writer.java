package io.monopod.benchmarks.claims;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.registry.SteadyClock;
import io.monopod.gateway.store.Claim;
import io.monopod.gateway.store.Leader;
import io.monopod.gateway.store.Member;
import io.monopod.gateway.store.Store;
import io.monopod.gateway.store.StoreListener;
import io.monopod.gateway.store.etcd.Etcd;
import io.monopod.vouch.InstanceKey;
import io.monopod.vouch.MacKey;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Leads, as a gateway does, and writes claims.
final class Writer implements StoreListener, AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Etcd etcd;
    private final Store store;
    private final CountDownLatch leads = new CountDownLatch(1);
    private final AtomicInteger heard = new AtomicInteger();
    private volatile long term;

    private Writer(List<HostPort> endpoints, String prefix) {
        etcd = new Etcd(endpoints, null, null, prefix);
        store =
                etcd.open(
                        new Member("writer", new HostPort("127.0.0.1", 1), MacKey.random()),
                        this,
                        new SteadyClock(InstantSource.system()));
    }

    /// Returns when it leads.
    static Writer start(List<HostPort> endpoints, String prefix)
            throws IOException, InterruptedException {
        var writer = new Writer(endpoints, prefix);
        writer.store.start();
        if (!writer.leads.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            writer.close();
            throw new IOException("etcd elects no leader");
        }
        return writer;
    }

    /// Writes one claim; returns when it stands.
    void claim(int number) throws IOException, InterruptedException {
        try {
            store.claim(term, claimOf(number), LIMIT);
        } catch (Exception e) {
            if (e instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IOException("claim not written", e);
        }
    }

    /// Writes that many claims; returns when all stand.
    void fill(int count) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            store.restore(term, claimOf(i));
        }
        long until = System.nanoTime() + LIMIT.toNanos();
        while (heard.get() < count) {
            if (System.nanoTime() > until) {
                throw new IOException("only " + heard.get() + " claims after " + LIMIT);
            }
            Thread.sleep(20); // another process's work
        }
    }

    private static Claim claimOf(int number) {
        return new Claim(
                new Claim.Of(new ClusterName("myservice"), new SessionId("session-" + number)),
                new InstanceId("myservice-" + number),
                new HostPort("10.0." + number % 256 + "." + number / 256 % 256, 10002),
                InstanceKey.of(new byte[32]),
                new Epoch(number + 1),
                new UserName("user-" + number));
    }

    @Override
    public void claimed(Claim claim) {
        heard.incrementAndGet();
    }

    @Override
    public void released(Claim.Of session) {}

    @Override
    public void granted(Epoch highest) {}

    @Override
    public void led(@Nullable Leader leader) {
        if (leader != null) {
            term = leader.term();
            leads.countDown();
        }
    }

    @Override
    public void members(Collection<Member> members) {}

    @Override
    public void known(Member member) {}

    @Override
    public void connected(boolean connected) {}

    @Override
    public void close() {
        store.close();
    }
}
