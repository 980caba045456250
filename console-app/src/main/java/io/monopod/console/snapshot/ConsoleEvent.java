package io.monopod.console.snapshot;

import io.monopod.console.admin.Sighting;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Validation;
import io.monopod.scenarios.event.Verdict;

import java.time.Duration;
import java.util.OptionalLong;

/// An entry of the event list; the screen phrases it.
public sealed interface ConsoleEvent {
    record RunBegan(String title, String gateway, String system) implements ConsoleEvent {}

    record StepBegan(int number, String title) implements ConsoleEvent {}

    record Checked(Validation validation) implements ConsoleEvent {}

    record RunDone(Verdict verdict, String reason, Duration took, Story story)
            implements ConsoleEvent {}

    record Noted(String text) implements ConsoleEvent {}

    /// A client got an instance; the wait is until its first message.
    record Served(ClientId client, String label, String pod, Duration waited)
            implements ConsoleEvent {}

    /// @param again milliseconds until it retries; empty if it does not
    record Turned(ClientId client, String label, Code code, String message, OptionalLong again)
            implements ConsoleEvent {}

    record Failed(ClientId client, String label, Code code, String message)
            implements ConsoleEvent {}

    record Left(ClientId client, String label, String pod) implements ConsoleEvent {}

    record Stopped(ClientId client, String label) implements ConsoleEvent {}

    record PodSeen(String pod) implements ConsoleEvent {}

    record PodLost(String pod, String reason) implements ConsoleEvent {}

    record PodDrains(String pod) implements ConsoleEvent {}

    record PodDoubted(String pod, String reason) implements ConsoleEvent {}

    /// @param who the client, or the session if it is not ours
    record Waits(String who, int position) implements ConsoleEvent {}

    /// The session left the waiting room without an instance.
    record GaveUp(String who, Duration waited) implements ConsoleEvent {}

    /// A call that was lost with its instance or connection was sent again.
    record Replayed(String who, String from, String to, String reason) implements ConsoleEvent {}

    /// A session began that none of our clients opened; likewise the next record.
    record SessionBegan(String session, String pod) implements ConsoleEvent {}

    /// @param who the client, or the session if it is not ours
    record SessionEnded(String who, String pod, String reason, Duration held)
            implements ConsoleEvent {}

    record SessionRefused(String session, Code code, String message) implements ConsoleEvent {}

    /// A gateway was found in another state than before.
    ///
    /// @param name empty for the only one
    /// @param silence how long it had not answered
    record GatewaySeen(String name, Sighting sighting, Duration silence) implements ConsoleEvent {}

    /// A gateway of several leads now, another one than before.
    record GatewayLeads(String name) implements ConsoleEvent {}

    /// A gateway whose address is not known is no longer among those that share their sessions.
    record GatewayUnlisted(String name) implements ConsoleEvent {}

    /// The console asks another gateway from now on, because the one before takes no calls.
    record GatewayAsked(String from, String to) implements ConsoleEvent {}

    /// A user's action in the console, or its result.
    record Done(Tone tone, String text) implements ConsoleEvent {}

    /// The subject of the event.
    enum Topic {
        RUN,
        CLIENTS,
        INSTANCES,
        SYSTEM
    }

    /// The severity of the event.
    enum Tone {
        NEUTRAL,
        GOOD,
        WARNING,
        BAD
    }

    default Topic topic() {
        return switch (this) {
            case RunBegan _, StepBegan _, Checked _, RunDone _, Noted _ -> Topic.RUN;
            case Served _, Turned _, Failed _, Left _, Stopped _ -> Topic.CLIENTS;
            case SessionBegan _, SessionEnded _, SessionRefused _ -> Topic.CLIENTS;
            case Waits _, GaveUp _, Replayed _ -> Topic.CLIENTS;
            case PodSeen _, PodLost _, PodDrains _, PodDoubted _ -> Topic.INSTANCES;
            case GatewaySeen _, GatewayLeads _, GatewayUnlisted _, GatewayAsked _, Done _ ->
                    Topic.SYSTEM;
        };
    }

    default Tone tone() {
        return switch (this) {
            case Checked(Validation validation) -> tone(validation.result());
            case RunDone done -> tone(done.verdict(), done.story());
            case Done(Tone tone, _) -> tone;
            case GatewaySeen(_, Sighting sighting, _) -> tone(sighting);
            case Served _, SessionBegan _ -> Tone.GOOD;
            case Turned _, SessionRefused _, PodDrains _, PodDoubted _ -> Tone.WARNING;
            case GaveUp _, Replayed _, GatewayAsked _ -> Tone.WARNING;
            case Failed _, PodLost _, GatewayUnlisted _ -> Tone.BAD;
            case RunBegan _, StepBegan _, Noted _, Left _, Stopped _, PodSeen _ -> Tone.NEUTRAL;
            case SessionEnded _, Waits _, GatewayLeads _ -> Tone.NEUTRAL;
        };
    }

    private static Tone tone(Sighting sighting) {
        return switch (sighting) {
            case SERVING -> Tone.GOOD;
            case DRAINING, ADMIN_DEAD -> Tone.WARNING;
            case HUNG, GONE -> Tone.BAD;
        };
    }

    private static Tone tone(Validation.Result result) {
        return switch (result) {
            case PASSED -> Tone.GOOD;
            case FAILED -> Tone.BAD;
            case SKIPPED -> Tone.NEUTRAL;
        };
    }

    /// Of a run's end: only checks that passed are good.
    static Tone tone(Verdict verdict, Story story) {
        return switch (verdict) {
            case PASSED -> Tone.GOOD;
            case FAILED, BROKEN -> Tone.BAD;
            case SKIPPED -> Tone.WARNING;
            case FINISHED, STOPPED -> story.failed() > 0 ? Tone.WARNING : Tone.NEUTRAL;
        };
    }
}
