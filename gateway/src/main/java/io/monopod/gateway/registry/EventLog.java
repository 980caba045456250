package io.monopod.gateway.registry;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Quarantine;
import io.monopod.gateway.assign.SessionEvent;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Logs every event: at INFO what concerns the operator, at WARNING an unproved session, the rest
/// at DEBUG.
public final class EventLog implements SessionListener {
    private static final Logger LOG = System.getLogger(EventLog.class.getName());

    @Override
    public void happened(ClusterName cluster, SessionEvent event) {
        var level = level(event);
        if (LOG.isLoggable(level)) {
            LOG.log(level, text(event) + " cluster=" + cluster);
        }
    }

    private static Level level(SessionEvent event) {
        return switch (event) {
            case SessionEvent.Quarantined(_, _, var why) when why == Quarantine.UNPROVED ->
                    Level.WARNING;
            case SessionEvent.Registered _,
                    SessionEvent.Lost _,
                    SessionEvent.Draining _,
                    SessionEvent.Undrained _,
                    SessionEvent.Confirmed _,
                    SessionEvent.Found _,
                    SessionEvent.Replayed _,
                    SessionEvent.Ended _ ->
                    Level.INFO;
            case SessionEvent.Quarantined _,
                    SessionEvent.Freed _,
                    SessionEvent.Reserved _,
                    SessionEvent.Released _,
                    SessionEvent.Ending _,
                    SessionEvent.Waiting _,
                    SessionEvent.LeftQueue _,
                    SessionEvent.Refused _ ->
                    Level.DEBUG;
        };
    }

    private static String text(SessionEvent event) {
        return switch (event) {
            case SessionEvent.Registered(_, var instance) ->
                    "instance registered instance="
                            + instance.id()
                            + " address="
                            + instance.address();
            case SessionEvent.Lost(_, var instance, var reason, var exit) ->
                    "instance lost instance="
                            + instance.id()
                            + " reason="
                            + reason.label()
                            + exit.map(how -> " exit=" + how).orElse("");
            case SessionEvent.Draining(_, var instance) ->
                    "instance drains instance=" + instance.id();
            case SessionEvent.Undrained(_, var instance) ->
                    "instance drains no more instance=" + instance.id();
            case SessionEvent.Quarantined(_, var instance, var reason)
                    when reason == Quarantine.UNPROVED ->
                    "instance claims a session that no gateway with this signing key granted, and"
                            + " is told to end it: instance="
                            + instance.id();
            case SessionEvent.Quarantined(_, var instance, var reason) ->
                    "instance quarantined instance=" + instance.id() + " reason=" + reason.label();
            case SessionEvent.Freed(_, var instance) -> "instance free instance=" + instance.id();
            case SessionEvent.Reserved(_, var grant) -> "session reserved " + keys(grant);
            case SessionEvent.Confirmed(_, var grant) -> "session bound " + keys(grant);
            case SessionEvent.Released(_, var grant) -> "session released " + keys(grant);
            case SessionEvent.Found(_, var hold) -> "session found " + keys(hold);
            case SessionEvent.Ending(_, var hold, var reason) ->
                    "session ending " + keys(hold) + " reason=" + reason.label();
            case SessionEvent.Ended(_, var hold, var reason) ->
                    "session ended " + keys(hold) + " reason=" + reason.label();
            case SessionEvent.Waiting(_, var session, var position) ->
                    "session waits session=" + session + " position=" + position;
            case SessionEvent.LeftQueue(_, var session, var waited) ->
                    "session left the waiting room session=" + session + " waited=" + waited;
            case SessionEvent.Replayed replayed ->
                    "call replayed "
                            + keys(replayed.hold())
                            + " from="
                            + replayed.from().id()
                            + " reason="
                            + replayed.reason().label();
            case SessionEvent.Refused(_, var session, var why) ->
                    "session refused session=" + session + " why=" + why;
        };
    }

    private static String keys(Hold hold) {
        return "session="
                + hold.session()
                + " instance="
                + hold.instance().id()
                + " epoch="
                + hold.epoch();
    }
}
