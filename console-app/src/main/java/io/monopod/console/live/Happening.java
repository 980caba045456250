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

    record PodLost(String pod) implements Happening {}

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
            case RunBegan b -> Topic.RUN;
            case StepBegan s -> Topic.RUN;
            case Checked c -> Topic.RUN;
            case RunDone d -> Topic.RUN;
            case Noted n -> Topic.RUN;
            case Served s -> Topic.CLIENTS;
            case Turned t -> Topic.CLIENTS;
            case Failed f -> Topic.CLIENTS;
            case Left l -> Topic.CLIENTS;
            case Stopped s -> Topic.CLIENTS;
            case PodSeen p -> Topic.INSTANCES;
            case PodLost p -> Topic.INSTANCES;
            case Done d -> Topic.SYSTEM;
        };
    }

    default Tone tone() {
        return switch (this) {
            case RunBegan b -> Tone.NEUTRAL;
            case StepBegan s -> Tone.NEUTRAL;
            case Checked(Validation validation) ->
                    switch (validation.result()) {
                        case PASSED -> Tone.GOOD;
                        case FAILED -> Tone.BAD;
                        case SKIPPED -> Tone.NEUTRAL;
                    };
            case RunDone(Verdict verdict, String reason, Duration took) ->
                    switch (verdict) {
                        case PASSED -> Tone.GOOD;
                        case FAILED, BROKEN -> Tone.BAD;
                        case SKIPPED -> Tone.WARNING;
                    };
            case Noted n -> Tone.NEUTRAL;
            case Served s -> Tone.GOOD;
            case Turned t -> Tone.WARNING;
            case Failed f -> Tone.BAD;
            case Left l -> Tone.NEUTRAL;
            case Stopped s -> Tone.NEUTRAL;
            case PodSeen p -> Tone.NEUTRAL;
            case PodLost p -> Tone.BAD;
            case Done(Tone tone, String text) -> tone;
        };
    }
}
