package io.monopod.simulation.many;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.registry.SteadyClock;
import io.monopod.gateway.shared.RealRoutes;
import io.monopod.gateway.store.Claim;
import io.monopod.gateway.store.Leader;
import io.monopod.gateway.store.Member;
import io.monopod.simulation.Clocks;
import io.monopod.simulation.SimulatedProcess;
import io.monopod.vouch.MacKey;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// One run of a gateway: routes by the real [RealRoutes], and leads when the store says so. Its
/// threads' work is events, as in [io.monopod.gateway.shared] `Gateways` and `Links`.
final class Gateway {
    static final ClusterName CLUSTER = new ClusterName("myservice");
    private static final Duration ELECTION = Duration.ofSeconds(5);
    private static final Duration LAST_CALLS = Duration.ofSeconds(2);
    private static final MacKey KEY = MacKey.random();

    private final World world;
    private final int host;
    private final SimulatedProcess process;
    private final SteadyClock clock;
    private final Member self;
    private final StoreClient store;
    private final StoreInquiry inquiry;
    private final RealRoutes routes;
    private final Set<ClientCall> calls = new LinkedHashSet<>();
    private List<Runnable> awaitLeader = new ArrayList<>();
    private @Nullable Leader leader;
    private @Nullable Leadership leading;
    private boolean connected;
    private Epoch highest = Epoch.NONE;

    Gateway(World world, int host, int run, Clocks clocks) {
        this.world = world;
        this.host = host;
        this.process = new SimulatedProcess(world.timeline());
        this.clock = new SteadyClock(clocks::wall, clocks::nanos);
        this.self =
                new Member("gateway-" + host + "-" + run, new HostPort("gateway-" + host, 1), KEY);
        this.store = new StoreClient(world, this, self);
        this.inquiry = new StoreInquiry(world, this);
        this.routes = new RealRoutes(CLUSTER, clock, this::gone);
    }

    void start() {
        store.start();
        inquiry.start();
    }

    SimulatedProcess process() {
        return process;
    }

    Member self() {
        return self;
    }

    int host() {
        return host;
    }

    String node() {
        return node(host);
    }

    static String node(int host) {
        return "gateway-" + host;
    }

    Instant now() {
        return clock.instant();
    }

    SteadyClock clock() {
        return clock;
    }

    RealRoutes routes() {
        return routes;
    }

    StoreClient store() {
        return store;
    }

    Set<ClientCall> calls() {
        return calls;
    }

    @Nullable Leadership leading() {
        return leading;
    }

    @Nullable Leader leader() {
        return leader;
    }

    StoreInquiry inquiry() {
        return inquiry;
    }

    /// Whether an instance may go on that has been answered.
    ///
    /// @param heard what this gateway says of it as the leader; null if it does not lead
    private boolean vouches(Pod.Message message, Pod.@Nullable Heard heard) {
        if (leading != null && store.isSure(leading.term())) {
            return heard != null && leading.registry().agrees(message, heard) && isClaimed(message);
        }
        return world.seams().cutOff() == Seams.CutOff.ASK
                && inquiry.isAwayForAll()
                && isClaimed(message);
    }

    /// Whether the claims have what the instance reports.
    private boolean isClaimed(Pod.Message message) {
        return !world.seams().needs(Seams.Evidence.CLAIM)
                || !(message.report() instanceof SlotReport.Held held)
                || Registry.isOf(routes.find(held.session()), message.instance(), held);
    }

    // What the store tells.

    void claimed(Claim claim) {
        routes.claimed(claim);
        List.copyOf(calls).forEach(ClientCall::claimsChanged);
    }

    void released(Claim.Of session) {
        routes.released(session);
    }

    void granted(Epoch now) {
        highest = now;
    }

    void members(List<Member> now) {
        inquiry.members(now);
    }

    void known(Member member) {
        inquiry.known(member);
    }

    void connected(boolean now) {
        connected = now;
        wake();
    }

    void led(@Nullable Leader now) {
        leader = now;
        leadsNoMore();
        if (now != null && now.member().equals(self)) {
            world.trail()
                    .note("%s leads, term %s, epochs above %s", self.id(), now.term(), highest);
            leading = new Leadership(world, this, now.term(), highest);
            var handover = world.store().handover(now.term());
            if (handover != null) {
                leading.take(handover);
            }
        }
        List.copyOf(calls).forEach(ClientCall::leaderChanges);
        wake();
    }

    /// The store was away while it led: it does not know what it missed, and another term begins.
    void leadsNoMore() {
        var before = leading;
        leading = null;
        if (before != null) {
            before.close();
        }
    }

    private void wake() {
        var woken = awaitLeader;
        awaitLeader = new ArrayList<>();
        woken.forEach(Runnable::run);
    }

    /// As `Links.await`.
    ///
    /// @param patient whether the call waits for an instance anyway
    void awaitLeader(boolean patient, Consumer<@Nullable Leader> then) {
        awaitLeader(patient, now().plus(ELECTION), then);
    }

    private void awaitLeader(boolean patient, Instant until, Consumer<@Nullable Leader> then) {
        if (leader != null) {
            then.accept(leader);
        } else if (!now().isBefore(until) || (!connected && !patient)) {
            then.accept(null);
        } else {
            var once = new boolean[1];
            Runnable again =
                    () -> {
                        if (!once[0]) {
                            once[0] = true;
                            awaitLeader(patient, until, then);
                        }
                    };
            awaitLeader.add(again);
            process.after(Duration.between(now(), until).plusMillis(1), again);
        }
    }

    /// The claim has gone.
    private void gone(Grant grant) {
        if (grant.calls().inProgress() > 0) {
            process.after(LAST_CALLS, () -> cut(grant));
        }
    }

    private void cut(Grant grant) {
        boolean inUse =
                routes.all().stream()
                        .anyMatch(other -> other.instance().id().equals(grant.instance().id()));
        if (!inUse) {
            List.copyOf(calls).forEach(call -> call.cutFrom(grant));
        }
    }

    // What clients and instances do.

    ClientCall accept(Client.Call call) {
        var here = new ClientCall(world, this, call);
        calls.add(here);
        process.run(here::assign);
        return here;
    }

    void over(ClientCall call) {
        calls.remove(call);
    }

    /// A message of an instance. Another gateway than the leader passes it on.
    ///
    /// @param answer gets what the leader answers, or null if none does, and whether the instance
    ///   may go on
    void fromInstance(Pod.Message message, boolean forwarded, Pod.Answer answer) {
        if (leading != null) {
            var heard = leading.registry().receive(message);
            answer.accept(heard, vouches(message, heard));
            return;
        }
        var to = leader;
        var there = to == null ? null : world.gateway(to.member());
        if (forwarded || there == null || !there.process().isAlive()) {
            answer.accept(null, vouches(message, null));
            return;
        }
        Pod.Answer back =
                (heard, vouched) -> send(there, this, () -> answer.accept(heard, vouched));
        send(this, there, () -> there.fromInstance(message, true, back));
    }

    private void send(Gateway from, Gateway to, Runnable arrival) {
        world.net().send(from.node(), to.node(), () -> to.process().run(arrival));
    }

    /// SIGTERM: another leads at once.
    void stop() {
        store.resign(leading == null || !world.handsOver() ? null : leading.handover());
        process.after(
                world.chance().millis(100, 1_000),
                () -> {
                    store.close();
                    die("stops");
                });
    }

    /// Kills it, as kill -9 does.
    void die(String how) {
        if (process.isAlive()) {
            world.trail().note("%s %s", self.id(), how);
            process.kill();
            List.copyOf(calls).forEach(ClientCall::gatewayGone);
        }
    }

    @Override
    public String toString() {
        return self.id();
    }
}
