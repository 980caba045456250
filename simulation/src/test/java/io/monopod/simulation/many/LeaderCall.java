package io.monopod.simulation.many;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.shared.RealAcquire;
import io.monopod.gateway.shared.RealEntrance;
import io.monopod.gateway.table.Acquisition;
import io.monopod.proto.store.v1.AcquireRequest;
import io.monopod.proto.store.v1.AcquireResponse;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// A call's question at the leader: what `Leading.acquire` does, as events.
final class LeaderCall {
    /// Longer than the gateway's, to save steps.
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Leadership leader;
    private final AcquireRequest request;
    private final Consumer<@Nullable AcquireResponse> answer;
    private final Line.Came came;
    private final SessionId session;
    private final UserName user;
    private final Instant since;
    private final Instant until;
    private RealEntrance.@Nullable Ticket ticket;
    private @Nullable Acquisition acquisition;
    private Runnable cancelBind = () -> {};
    private boolean over;

    /// @param answer gets null if this gateway leads no more
    LeaderCall(
            Leadership leader,
            AcquireRequest request,
            Line.Came came,
            Consumer<@Nullable AcquireResponse> answer) {
        this.leader = leader;
        this.request = request;
        this.came = came;
        this.answer = answer;
        this.session = new SessionId(request.getSessionId());
        this.user = new UserName(request.getUser());
        var now = leader.now();
        this.since = now.minus(RealAcquire.duration(request.getWaited()));
        this.until =
                request.hasMaxWait()
                        ? now.plus(RealAcquire.duration(request.getMaxWait()))
                        : Instant.MIN;
    }

    void begin() {
        leader.calls().add(this);
        awaitInstance();
    }

    private void awaitInstance() {
        if (over) {
            return;
        }
        if (leader.isUnsettled(session)) {
            leader.line().hadInstance(session);
            leader.after(PAUSE, this::awaitInstance);
        } else {
            leader.over(session, request.getOverEpoch());
            enter();
        }
    }

    private void enter() {
        if (over) {
            return;
        }
        if (leader.entrance().isOpen()) {
            var _ = claim();
        } else {
            ticket = leader.entrance().gather(since, () -> leader.after(Duration.ZERO, this::turn));
        }
    }

    private void turn() {
        var mine = ticket;
        if (mine != null) {
            ticket = null;
            if (!over && claim() instanceof Assignment.Waiting) {
                leader.line().entered(session, came);
            }
            leader.entrance().leave(mine, true);
            leader.noteEntrance();
        }
    }

    private Assignment claim() {
        var now = leader.now();
        var decision =
                now.isBefore(until)
                        ? leader.table().enter(session, user, now)
                        : leader.table().claim(session, user, now);
        switch (decision) {
            case Assignment.Final result -> end(result);
            case Assignment.Pending pending -> {
                acquisition = new Acquisition(leader.table(), session, user, until, pending);
                pursue(acquisition);
            }
        }
        return decision;
    }

    private void pursue(Acquisition way) {
        switch (way.decision()) {
            case Assignment.Final result -> end(result);
            case Assignment.Reserved(var grant) ->
                    cancelBind =
                            leader.bind(
                                    grant,
                                    reply -> goOn(way, () -> way.answered(reply, leader.now())));
            case Assignment.Waiting(var waiting) ->
                    leader.events()
                            .awaitTurn(
                                    waiting,
                                    Duration.between(leader.now(), until),
                                    () -> goOn(way, () -> way.retry(leader.now())));
            case Assignment.Unsettled unsettled ->
                    leader.events()
                            .await(unsettled, () -> goOn(way, () -> way.retry(leader.now())));
        }
    }

    private void goOn(Acquisition way, Runnable step) {
        if (!over) {
            step.run();
            pursue(way);
        }
    }

    private void end(Assignment.Final result) {
        acquisition = null;
        if (result instanceof Refusal.GatewayStarting) {
            leader.after(PAUSE, this::enter);
            return;
        }
        if (result instanceof Assignment.Held(var grant)) {
            grant.calls().end(leader.now());
        }
        over(RealAcquire.response(result));
    }

    private void over(@Nullable AcquireResponse response) {
        over = true;
        leader.calls().remove(this);
        answer.accept(response);
    }

    /// The one who asked has gone.
    void cancel() {
        if (over) {
            leader.giveBack(session, Epoch.NONE);
            return;
        }
        over = true;
        leader.calls().remove(this);
        var mine = ticket;
        if (mine != null) {
            ticket = null;
            leader.entrance().leave(mine, false);
            leader.noteEntrance();
        }
        if (acquisition != null) {
            cancelBind.run();
            acquisition.cancelled(leader.now());
        }
    }

    void leadsNoMore() {
        if (!over) {
            over(null);
            cancelBind.run();
        }
    }
}
