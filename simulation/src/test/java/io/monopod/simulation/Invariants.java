package io.monopod.simulation;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.Counts;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.InstanceState;
import io.monopod.gateway.assign.InstanceView;
import io.monopod.gateway.assign.Quarantine;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SlotReport;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The invariants of the world in every step. Knows the true state of every slot, which no gateway
/// does.
final class Invariants {
    private final World world;

    /// Holds that their instance has reported to some gateway.
    private final Set<Placement> established = new HashSet<>();

    /// The gateway's view before this step.
    private final Set<Stay> before = new HashSet<>();

    private History history;
    private Queue queue = new Queue();
    private TimeBounds bounds;
    private Shares shares;

    private record Stay(Instance instance, SessionId session) {}

    Invariants(World world) {
        this.world = world;
        this.history = new History(world.causes());
        this.bounds = new TimeBounds(world);
        this.shares = new Shares(world);
    }

    static void require(boolean condition, String what, Object... who) {
        if (!condition) {
            throw new AssertionError(what + ": " + List.of(who));
        }
    }

    /// A gateway starts, and knows nothing.
    void gatewayStarts() {
        history = new History(world.causes());
        queue = new Queue();
        bounds = new TimeBounds(world);
        shares = new Shares(world);
    }

    /// The gateway has accepted a message of an instance.
    void heard(Gateway gateway, Instance instance) {
        bounds.heard(gateway, instance.id());
    }

    void happened(SessionEvent event) {
        history.add(event);
        if (event instanceof SessionEvent.Waiting waiting) {
            shares.waits(waiting);
        }
        world.causes().happened(world.gateway(), event);
        if (event instanceof SessionEvent.Confirmed confirmed) {
            establish(confirmed.hold());
        } else if (event instanceof SessionEvent.Found found) {
            establish(found.hold());
        }
    }

    private void establish(Hold hold) {
        established.add(Placement.of(hold));
    }

    /// An instance has admitted a call. The call has the epoch of the slot's grant, or none. No two
    /// sessions are on one instance, and no session is on two as far as its client can see.
    void callBegins(Pod pod, Request request, Epoch held) {
        require(
                request.stamp().map(held::equals).orElse(true),
                "a call was let in under a grant that is over",
                pod,
                request,
                held);
        for (var other : pod.calls().all()) {
            require(
                    other.session().equals(request.session()),
                    "two sessions on one instance",
                    pod,
                    other,
                    request);
        }
        for (var place : world.places()) {
            var elsewhere = world.podAt(place);
            require(
                    elsewhere.equals(pod)
                            || !request.asker().isWaiting()
                            || !elsewhere.calls().hasVisibleCallOf(request.session()),
                    "one session on two instances",
                    elsewhere,
                    pod,
                    request);
        }
    }

    /// An instance has accepted a session under a grant. The grant must not be old: no other
    /// instance has the session by a newer grant of this gateway. (Epochs of a previous gateway may
    /// be higher, if the clock was set back.) Exceptions: this gateway has ended the session here
    /// by force, or the grant is from a previous gateway. This gateway does not know the latter
    /// until the instance registers, and ends it then.
    void bound(Pod pod, Grant grant) {
        for (var place : world.places()) {
            var other = world.podAt(place);
            boolean hasNewer =
                    other.process().isAlive()
                            && !other.equals(pod)
                            && other.report() instanceof SlotReport.Held held
                            && held.session().equals(grant.session())
                            && held.epoch().isAfter(grant.epoch())
                            && history.hasGranted(other.instance().id(), held);
            require(
                    !hasNewer
                            || isBeingEnded(world.gateway(), pod, grant.session())
                            || isOfAGatewayBefore(pod, grant),
                    "an old grant was bound",
                    pod,
                    grant,
                    other);
        }
    }

    private boolean isOfAGatewayBefore(Pod pod, Grant grant) {
        var gateway = world.gateway();
        return !gateway.control().hasAsked(grant)
                && gateway.table().registered(pod.instance().id()) == null;
    }

    /// Checks the assignments of this step.
    private void checkNewGrants(Gateway gateway, List<InstanceView> views) {
        var grants = newGrants(views);
        // One change can give both, so these are known before anyone's share is counted.
        grants.stream().filter(this::goesOn).forEach(shares::goesOn);
        for (var grant : grants) {
            var chosen = world.podAt(world.placeOf(grant.instance()));
            boolean isThere =
                    chosen.process().isAlive() && chosen.instance().equals(grant.instance());
            if (isThere && !goesOn(grant)) {
                requirePlacedWhereItIs(gateway, grant);
            }
            if (!goesOn(grant)) {
                shares.granted(grant, views, history);
            }
            // Its bind failed, and it keeps its place in the queue.
            boolean stepsBack =
                    before.stream().anyMatch(stay -> stay.session.equals(grant.session()));
            if (!stepsBack) {
                queue.requireTurn(grant.session());
            }
            require(
                    gateway.calls().stream()
                            .anyMatch(call -> call.session().equals(grant.session())),
                    "granted to a client that has left",
                    grant);
        }
    }

    private List<Grant> newGrants(List<InstanceView> views) {
        var grants = new ArrayList<Grant>();
        for (var view : views) {
            if (view.state() == InstanceState.RESERVED
                    && view.hold() instanceof Grant grant
                    && history.isNew(grant)) {
                grants.add(grant);
            }
        }
        return grants;
    }

    /// Whether the session had the instance before its grant.
    private boolean goesOn(Grant grant) {
        return before.contains(new Stay(grant.instance(), grant.session()));
    }

    /// A gateway has chosen an instance for a session. An instance that has the session takes
    /// precedence if it has reported, or had no chance to report since the gateway started.
    private void requirePlacedWhereItIs(Gateway gateway, Grant grant) {
        for (var place : world.places()) {
            var pod = world.podAt(place);
            if (!pod.process().isAlive()
                    || pod.instance().equals(grant.instance())
                    || !(pod.report() instanceof SlotReport.Held held)
                    || !held.session().equals(grant.session())
                    || !isEstablished(pod, held)
                    || isBeingEnded(gateway, pod, grant.session())
                    || isReplyInFlight(gateway, pod)) {
                continue;
            }
            var silence = gateway.silence(pod.instance().id());
            require(
                    silence.compareTo(world.settings().lease()) >= 0,
                    "a session is placed while another instance has it, which was silent only for",
                    silence,
                    grant,
                    pod);
        }
    }

    private boolean isEstablished(Pod pod, SlotReport.Held held) {
        return established.contains(
                new Placement(pod.instance().id(), held.session(), held.epoch()));
    }

    /// Whether the gateway is ending the session there, and forwards none of its calls.
    private static boolean isBeingEnded(Gateway gateway, Pod pod, SessionId session) {
        return gateway.table().instances().stream()
                .filter(view -> view.instance().equals(pod.instance()))
                .anyMatch(view -> isBeingEnded(gateway, view, session));
    }

    private static boolean isBeingEnded(Gateway gateway, InstanceView view, SessionId session) {
        var hold = view.hold();
        if (hold == null) {
            return view.detail().equals(Quarantine.UNCONFIRMED.label());
        }
        return hold.session().equals(session)
                && !hold.equals(gateway.table().find(session))
                && view.state() != InstanceState.RESERVED;
    }

    private void noteStays(List<InstanceView> views) {
        before.clear();
        for (var view : views) {
            var hold = view.hold();
            if (hold != null) {
                before.add(new Stay(hold.instance(), hold.session()));
            }
        }
    }

    /// Whether a reply to a bind or an end is in flight that will report the slot.
    private static boolean isReplyInFlight(Gateway gateway, Pod pod) {
        return gateway.table().instances().stream()
                .anyMatch(
                        view ->
                                view.instance().equals(pod.instance())
                                        && view.state() != InstanceState.BOUND
                                        && view.hold() != null);
    }

    /// Called after every step.
    void check() {
        var gateway = world.gateway();
        if (gateway.process().isAlive()) {
            var views = gateway.table().instances();
            var counts = gateway.table().counts();
            require(counts.equals(recount(views)), "counts do not add up", counts, views);
            requireOneInstancePerSession(views);
            requireFound(gateway, views);
            queue.look(gateway);
            checkNewGrants(gateway, views);
            noteStays(views);
            bounds.check(gateway, views);
        }
        if (gateway.hasToldAll()) {
            requireOneGrantPerSession();
        }
    }

    private static Counts recount(List<InstanceView> views) {
        return new Counts(
                count(views, InstanceState.FREE),
                count(views, InstanceState.RESERVED),
                count(views, InstanceState.BOUND),
                count(views, InstanceState.DRAINING),
                count(views, InstanceState.QUARANTINED));
    }

    private static int count(List<InstanceView> views, InstanceState state) {
        int count = 0;
        for (var view : views) {
            count += view.state() == state ? 1 : 0;
        }
        return count;
    }

    private static void requireOneInstancePerSession(List<InstanceView> views) {
        var sessions = new HashSet<SessionId>();
        for (var view : views) {
            var hold = view.hold();
            boolean holds =
                    view.state() == InstanceState.BOUND || view.state() == InstanceState.RESERVED;
            require(
                    !holds || hold == null || sessions.add(hold.session()),
                    "one session on two instances in the table",
                    views);
        }
    }

    private static void requireFound(Gateway gateway, List<InstanceView> views) {
        for (var view : views) {
            require(
                    view.state() != InstanceState.BOUND
                            || !(view.hold() instanceof Grant grant)
                            || grant.equals(gateway.table().find(grant.session())),
                    "a session is not found where it is",
                    view);
        }
    }

    /// Among the grants of one gateway, at most one per session is in force, as long as the gateway
    /// has not lost the instances in between: it makes the next grant only when it knows that the
    /// last has ended or will never be in force.
    private void requireOneGrantPerSession() {
        var sessions = new HashSet<SessionId>();
        for (var place : world.places()) {
            var pod = world.podAt(place);
            if (pod.process().isAlive()
                    && pod.report() instanceof SlotReport.Held held
                    && history.hasGranted(pod.instance().id(), held)
                    && !isBeingEnded(world.gateway(), pod, held.session())) {
                require(
                        sessions.add(held.session()),
                        "one session holds two instances by grants of one gateway",
                        held);
            }
        }
    }

    /// Called when nothing has broken for a while, and no client has called.
    void checkAtRest() {
        new AtRest(world, history).check();
    }

    /// Called when every client has ended its session.
    void checkEmpty() {
        new AtRest(world, history).checkEmpty();
    }
}
