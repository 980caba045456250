package io.monopod.console.live;

import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Validation;
import io.monopod.scenarios.event.Verdict;

import java.time.Duration;
import java.util.OptionalLong;

/// Something worth a line in the list of events; the words are the screen's.
public sealed interface Happening {
    record RunBegan(String title, String gateway, String system) implements Happening {}

    record StepBegan(int number, String title) implements Happening {}

    record Checked(Validation validation) implements Happening {}

    record RunDone(Verdict verdict, String reason, Duration took) implements Happening {}

    record Noted(String text) implements Happening {}

    /// A client got an instance, by the wait that its first message took.
    record Served(ClientId client, String label, String pod, Duration waited)
            implements Happening {}

    /// @param again in how many milliseconds it comes back; empty if it does not
    record Turned(ClientId client, String label, Code code, String message, OptionalLong again)
            implements Happening {}

    record Failed(ClientId client, String label, Code code, String message) implements Happening {}

    record Left(ClientId client, String label, String pod) implements Happening {}

    record Stopped(ClientId client, String label) implements Happening {}

    record PodSeen(String pod) implements Happening {}

    record PodLost(String pod, String reason) implements Happening {}

    record PodDrains(String pod) implements Happening {}

    record PodDoubted(String pod, String reason) implements Happening {}

    /// @param who the client, or the session if it is none of ours
    record Waits(String who, int position) implements Happening {}

    /// It left the waiting room before its turn came.
    record GaveUp(String who, Duration waited) implements Happening {}

    /// A call that was lost with its instance, or with the connection to it, was sent again.
    record Replayed(String who, String from, String to, String reason) implements Happening {}

    /// Of a session that none of our clients opened; so the refusal that follows.
    record SessionBegan(String session, String pod) implements Happening {}

    /// @param who the client, or the session if it is none of ours
    record SessionEnded(String who, String pod, String reason, Duration held)
            implements Happening {}

    record SessionRefused(String session, Code code, String message) implements Happening {}

    /// Something that a person did here, or what came of it.
    record Done(Tone tone, String text) implements Happening {}

    /// What it is about.
    enum Topic {
        RUN,
        CLIENTS,
        INSTANCES,
        SYSTEM
    }

    /// How it is meant.
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
            case Done _ -> Topic.SYSTEM;
        };
    }

    default Tone tone() {
        return switch (this) {
            case Checked(Validation validation) -> tone(validation.result());
            case RunDone done -> tone(done.verdict());
            case Done(Tone tone, _) -> tone;
            case Served _, SessionBegan _ -> Tone.GOOD;
            case Turned _, SessionRefused _, PodDrains _, PodDoubted _ -> Tone.WARNING;
            case GaveUp _, Replayed _ -> Tone.WARNING;
            case Failed _, PodLost _ -> Tone.BAD;
            case RunBegan _, StepBegan _, Noted _, Left _, Stopped _, PodSeen _ -> Tone.NEUTRAL;
            case SessionEnded _, Waits _ -> Tone.NEUTRAL;
        };
    }

    private static Tone tone(Validation.Result result) {
        return switch (result) {
            case PASSED -> Tone.GOOD;
            case FAILED -> Tone.BAD;
            case SKIPPED -> Tone.NEUTRAL;
        };
    }

    private static Tone tone(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> Tone.GOOD;
            case FAILED, BROKEN -> Tone.BAD;
            case SKIPPED -> Tone.WARNING;
        };
    }
}
