package io.monopod.scaling;

import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.InstanceState;
import io.monopod.gateway.assign.InstanceView;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.table.Rules;
import io.monopod.gateway.table.SessionTable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// A deployment, its gateway and clients. Between any two steps of who scales it, anything may
/// happen: sessions begin, are bound, wait and end, pods become ready.
final class ScaledCluster {
    private static final Instant NOW = Instant.EPOCH.plusSeconds(1);

    /// Nobody is silent here.
    private static final Duration LEASE = Duration.ofDays(1);

    private static final int SPARE = 1;

    private final Random random;
    private final SessionTable table =
            new SessionTable(
                    Rules.from(Instant.EPOCH, Policy.EXCLUSIVE, LEASE, Duration.ZERO)
                            .withPlaces(3));
    private final List<ScaledPod> pods = new ArrayList<>();

    /// Reserved instances whose bind is on its way.
    private final Deque<Grant> binds = new ArrayDeque<>();

    private final Deque<SessionId> waiting = new ArrayDeque<>();
    private int sessions;
    private int made;

    ScaledCluster(long seed) {
        random = new Random(seed);
    }

    int size() {
        return pods.size();
    }

    /// What the admin API says is wanted, without the drained pods that have no session.
    int wanted() {
        int wanted = table.counts().wanted(table.queue().size(), SPARE);
        return wanted - (int) idle().stream().filter(this::isDrained).count();
    }

    void scaleOut(int replicas) {
        while (pods.size() < replicas) {
            var pod = new ScaledPod(made++, table);
            pod.register(NOW);
            pods.add(pod);
        }
    }

    /// As the ReplicaSet controller: first those that are not ready, then those of the least cost,
    /// then any (`ActivePodsWithRanks` in kubernetes/pkg/controller).
    ///
    /// @return the removed pods
    List<ScaledPod> scaleTo(int replicas) {
        Collections.shuffle(pods, random);
        var first = Comparator.<ScaledPod, Boolean>comparing(pod -> pod.ready);
        var removed =
                pods.stream()
                        .sorted(first.thenComparing(pod -> pod.cost))
                        .limit(Math.max(0, pods.size() - replicas))
                        .toList();
        pods.removeAll(removed);
        removed.forEach(pod -> pod.remove(NOW));
        return removed;
    }

    /// Pods whose instance has no session as the admin API shows it, drained ones first.
    List<ScaledPod> idle() {
        var drained = instances(InstanceState.DRAINING);
        var free = instances(InstanceState.FREE);
        return pods.stream()
                .filter(pod -> drained.contains(pod.instance()) || free.contains(pod.instance()))
                .sorted(Comparator.comparing(pod -> !drained.contains(pod.instance())))
                .toList();
    }

    boolean isDrained(ScaledPod pod) {
        return instances(InstanceState.DRAINING).contains(pod.instance());
    }

    private Set<InstanceId> instances(InstanceState state) {
        return table.instances().stream()
                .filter(view -> view.state() == state && view.hold() == null)
                .map(InstanceView::instance)
                .map(Instance::id)
                .collect(Collectors.toSet());
    }

    void drain(ScaledPod pod) {
        table.drain(pod.instance(), NOW);
    }

    boolean allReady() {
        return pods.stream().allMatch(pod -> pod.ready);
    }

    /// `kubectl annotate`: none but these may go.
    void cheapen(Collection<ScaledPod> cheap) {
        pods.forEach(pod -> pod.cost = cheap.contains(pod) ? -1 : 0);
    }

    /// What happens meanwhile.
    void pass() {
        for (int i = random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(5)) {
                case 0 -> begin();
                case 1, 2 -> bind();
                case 3 -> end();
                default -> becomeReady();
            }
        }
    }

    private void begin() {
        var session = new SessionId("s-" + sessions++);
        switch (table.enter(session, ScaledPod.USER, NOW)) {
            case Assignment.Reserved(var grant) -> binds.add(grant);
            case Assignment.Waiting _ -> waiting.add(session);
            case Assignment.Final _, Assignment.Unsettled _ -> {}
        }
    }

    private void bind() {
        var grant = binds.poll();
        if (grant != null) {
            pods.stream()
                    .filter(pod -> pod.instance().equals(grant.instance().id()))
                    .forEach(pod -> pod.bind(grant, NOW));
        }
        serveHead();
    }

    /// The head of the line asks again.
    private void serveHead() {
        var session = waiting.peek();
        if (session != null
                && table.poll(session, ScaledPod.USER, NOW)
                        instanceof Assignment.Reserved(var grant)) {
            waiting.remove();
            table.leave(session, NOW);
            binds.add(grant);
        }
    }

    private void end() {
        var busy = pods.stream().filter(ScaledPod::hasSession).toList();
        if (!busy.isEmpty()) {
            busy.get(random.nextInt(busy.size())).endSession(NOW);
        }
    }

    private void becomeReady() {
        pods.stream().filter(_ -> random.nextBoolean()).forEach(pod -> pod.ready = true);
    }
}
