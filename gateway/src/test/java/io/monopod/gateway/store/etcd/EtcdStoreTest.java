package io.monopod.gateway.store.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.Eventually;
import io.monopod.gateway.registry.SteadyClock;
import io.monopod.gateway.store.Claim;
import io.monopod.gateway.store.Deposed;
import io.monopod.gateway.store.Handover;
import io.monopod.gateway.store.Leader;
import io.monopod.gateway.store.Member;
import io.monopod.gateway.store.StoreListener;
import io.monopod.gateway.store.StoreUnavailable;
import io.monopod.process.LocalEtcd;
import io.monopod.vouch.InstanceKey;
import io.monopod.vouch.MacKey;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Against real members.
@Timeout(90)
class EtcdStoreTest {
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final ClusterName CLUSTER = new ClusterName("myservice");

    private final Path directory;
    private final List<AutoCloseable> open = new ArrayList<>();

    EtcdStoreTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeAll
    static void needsEtcd() {
        RealEtcd.require();
    }

    @AfterEach
    void close() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    /// A member, and what it has heard.
    private final class Gateway implements StoreListener {
        private final Map<Claim.Of, Claim> claims = new ConcurrentHashMap<>();
        private final EtcdStore store;
        private final String id;
        private volatile @Nullable Leader leader;
        private volatile int claimsWhenLed;
        private volatile @Nullable Handover handover;
        private volatile @Nullable Handover handoverWhenLed;
        private volatile int members;
        private final Set<String> known = ConcurrentHashMap.newKeySet();
        private volatile boolean connected;
        private volatile long highest;

        Gateway(String id, List<HostPort> endpoints, @Nullable EtcdLogin login) {
            this.id = id;
            var self = new Member(id, new HostPort(id, 1), MacKey.random());
            var clock = new SteadyClock(InstantSource.system());
            var client = new EtcdClient(endpoints, null, login);
            store = new EtcdStore(client, "/monopod/", self, this, clock);
            open.add(store);
            store.start();
        }

        boolean leads() {
            var now = leader;
            return now != null && now.member().id().equals(id);
        }

        long term() {
            var now = leader;
            return now == null ? 0 : now.term();
        }

        @Override
        public void claimed(Claim claim) {
            claims.put(claim.of(), claim);
        }

        @Override
        public void released(Claim.Of session) {
            claims.remove(session);
        }

        @Override
        public void granted(Epoch now) {
            highest = now.value();
        }

        @Override
        public void handedOver(@Nullable Handover last) {
            handover = last;
        }

        @Override
        public void led(@Nullable Leader now) {
            claimsWhenLed = claims.size();
            handoverWhenLed = handover;
            leader = now;
        }

        @Override
        public void members(Collection<Member> now) {
            members = now.size();
        }

        @Override
        public void known(Member member) {
            known.add(member.id());
        }

        @Override
        public void connected(boolean now) {
            connected = now;
        }
    }

    private LocalEtcd cluster(int size, String... options) throws IOException {
        var cluster = new LocalEtcd(directory, size, options);
        open.add(cluster);
        return cluster;
    }

    private Gateway gateway(String id, LocalEtcd cluster) {
        return new Gateway(id, cluster.endpoints(), null);
    }

    private static Claim claim(String session, long epoch) {
        return new Claim(
                new Claim.Of(CLUSTER, new SessionId(session)),
                new InstanceId("pod-1"),
                new HostPort("10.0.0.1", 9000),
                InstanceKey.random(),
                new Epoch(epoch),
                new UserName("ann"));
    }

    private static Gateway leaderOf(Gateway... gateways) throws InterruptedException {
        Eventually.holds(() -> List.of(gateways).stream().anyMatch(Gateway::leads));
        return List.of(gateways).stream().filter(Gateway::leads).findFirst().orElseThrow();
    }

    /// An etcd leader that wakes may revoke leases before it knows that it leads no longer (etcd
    /// issue 15247). Then another gateway leads, or the same one in a new term.
    private static void claimByLeader(Claim claim, Gateway... gateways) throws Exception {
        for (int tries = 1; ; tries++) {
            var leader = leaderOf(gateways);
            try {
                leader.store.claim(leader.term(), claim, Duration.ofSeconds(20));
                return;
            } catch (Deposed e) {
                if (tries == 3) {
                    throw e;
                }
                Thread.sleep(1000); // until the gateways have heard of it
            }
        }
    }

    @Test
    void oneGatewayLeadsAndAllKnowIt() throws Exception {
        var etcd = cluster(1);
        var a = gateway("a", etcd);
        var b = gateway("b", etcd);
        var c = gateway("c", etcd);

        var leader = leaderOf(a, b, c);

        Eventually.holds(() -> a.members == 3 && b.members == 3 && c.members == 3);
        Eventually.holds(() -> a.term() == b.term() && b.term() == c.term());
        assertThat(List.of(a, b, c).stream().filter(Gateway::leads)).containsExactly(leader);
    }

    @Test
    void lateEndDoesNotDeleteTheClaimThatFollowed() throws Exception {
        var etcd = cluster(1);
        var a = gateway("a", etcd);
        leaderOf(a);
        var first = claim("s-1", 1);
        var second = claim("s-1", 2);
        a.store.claim(a.term(), first, TIME);
        a.store.claim(a.term(), second, TIME);

        a.store.release(a.term(), first.of(), first.epoch());
        a.store.claim(a.term(), claim("s-2", 3), TIME);
        assertThat(a.claims.get(second.of())).isEqualTo(second);

        a.store.release(a.term(), second.of(), second.epoch());
        Eventually.holds(() -> !a.claims.containsKey(second.of()));
    }

    @Test
    void gatewayThatResignsStillHearsOfClaims() throws Exception {
        var instances = Set.of(new InstanceId("pod-1"), new InstanceId("pod-2"));
        var last = new Handover(Map.of(CLUSTER, instances), true);
        var etcd = cluster(1);
        var a = gateway("a", etcd);
        leaderOf(a);
        var b = gateway("b", etcd);
        Eventually.holds(() -> b.leader != null);

        a.store.resign(last);

        Eventually.holds(b::leads);
        assertThat(b.handoverWhenLed).isEqualTo(last);
        b.store.claim(b.term(), claim("s-1", 1), TIME);
        Eventually.holds(() -> a.claims.size() == 1);
        var c = gateway("c", etcd);
        b.store.close();
        Eventually.holds(c::leads);
        assertThat(c.handoverWhenLed).isNull();
    }

    @Test
    void gatewayThatLeavesHandsOverAtOnce() throws Exception {
        var etcd = cluster(1);
        var a = gateway("a", etcd);
        leaderOf(a);
        var b = gateway("b", etcd);
        Eventually.holds(() -> b.leader != null);
        long begin = System.nanoTime();

        a.store.close();

        Eventually.holds(b::leads);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        assertThat(b.term()).isGreaterThan(a.term());
    }

    @Test
    void gatewayHearsOfOneThatHasLeftBeforeItStarted() throws Exception {
        var etcd = cluster(1);
        var a = gateway("a", etcd);
        leaderOf(a);
        a.store.close();

        var b = gateway("b", etcd);

        leaderOf(b);
        assertThat(b.known).contains("a");
        Eventually.holds(() -> b.known.contains("b"));
        assertThat(b.members).isOne();
    }

    @Test
    void everyGatewayHearsOfClaimsAndOfTheirEnds() throws Exception {
        var etcd = cluster(1);
        var a = gateway("a", etcd);
        leaderOf(a);
        var b = gateway("b", etcd);
        var kept = claim("s-1", 1);
        var released = claim("a/b%2F", 2);

        a.store.claim(a.term(), kept, TIME);
        a.store.claim(a.term(), released, TIME);
        Eventually.holds(() -> b.claims.size() == 2);
        assertThat(b.claims).containsValues(kept, released);
        a.store.release(a.term(), released.of(), released.epoch());

        Eventually.holds(() -> b.claims.size() == 1);
        assertThat(b.claims).containsValue(kept);
        assertThat(b.highest).isEqualTo(2); // also of a session that is over
    }

    @Test
    void newLeaderHasHeardOfEveryClaimBeforeItLeads() throws Exception {
        var etcd = cluster(1);
        var a = gateway("a", etcd);
        leaderOf(a);
        var b = gateway("b", etcd);
        Eventually.holds(() -> b.leader != null);

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var claims = new ArrayList<Future<?>>();
            for (int i = 0; i < 500; i++) {
                var claim = claim("s-" + i, i);
                claims.add(
                        callers.submit(
                                () -> {
                                    a.store.claim(a.term(), claim, TIME);
                                    return null;
                                }));
            }
            for (var claim : claims) {
                claim.get();
            }
        }
        a.store.close();

        Eventually.holds(b::leads);
        assertThat(b.claimsWhenLed).isEqualTo(500);
        assertThat(b.highest).isEqualTo(499);
    }

    @Test
    void deposedLeaderWritesNothing() throws Exception {
        var etcd = cluster(1);
        var a = gateway("a", etcd);
        long term = leaderOf(a).term();
        var b = gateway("b", etcd);
        Eventually.holds(() -> b.leader != null);

        assertThatThrownBy(() -> b.store.claim(term - 1, claim("s-1", 1), TIME))
                .isInstanceOf(Deposed.class);
        b.store.release(term - 1, claim("s-1", 1).of(), new Epoch(1));
        a.store.claim(term, claim("s-2", 2), TIME);

        Eventually.holds(() -> b.claims.size() == 1);
    }

    @Test
    void killedMemberIsReplacedByAnother() throws Exception {
        var etcd = cluster(3);
        var a = gateway("a", etcd);
        leaderOf(a);

        for (int i = 0; i < 3; i++) {
            etcd.kill(i);
            claimByLeader(claim("s-" + i, i + 1), a);
            etcd.startAgain(i);
        }

        Eventually.holds(() -> a.claims.size() == 3);
    }

    @Test
    void memberThatHangsIsLeft() throws Exception {
        var etcd = cluster(3);
        var a = gateway("a", etcd);
        leaderOf(a);
        var b = gateway("b", etcd);
        Eventually.holds(() -> b.leader != null);

        for (int i = 0; i < 3; i++) {
            etcd.signal(i, "STOP");
            var claim = claim("s-" + i, i + 1);
            claimByLeader(claim, a, b);
            Eventually.holds(() -> b.claims.containsKey(claim.of()));
            etcd.signal(i, "CONT");
        }
    }

    @Test
    void claimThatTookTooLongDoesNotStand() throws Exception {
        var etcd = cluster(1);
        var a = gateway("a", etcd);
        leaderOf(a);
        var before = claim("s-0", 1);
        a.store.claim(a.term(), before, TIME);

        etcd.signal(0, "STOP");
        assertThatThrownBy(() -> a.store.claim(a.term(), claim("s-1", 2), Duration.ofMillis(300)))
                .isInstanceOf(StoreUnavailable.class);
        etcd.signal(0, "CONT");

        Eventually.holds(() -> leads(a));
        claimByLeader(claim("s-2", 3), a);
        Eventually.holds(() -> a.claims.containsKey(claim("s-2", 3).of()));
        assertThat(a.claims).doesNotContainKey(claim("s-1", 2).of());
    }

    private static boolean leads(Gateway gateway) {
        return gateway.connected && gateway.leads();
    }

    @Test
    void claimsOutliveAllMembersAndGateways() throws Exception {
        var etcd = cluster(1);
        var a = gateway("a", etcd);
        leaderOf(a);
        a.store.claim(a.term(), claim("s-1", 1), TIME);

        etcd.killAll();
        Eventually.holds(() -> !a.connected);
        a.store.close();
        etcd.startAgain(0);
        var b = gateway("b", etcd);

        Eventually.holds(b::leads);
        assertThat(b.claimsWhenLed).isOne();
    }
}
