package io.monopod.console.model;

import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.load.Arrival;
import io.monopod.scenarios.load.Behaviour;
import io.monopod.scenarios.load.LoadPlan;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The free clients to add, as the user describes them. Times are in the unit that the field's name
/// states.
public final class LoadModel {
    private final ObjectProperty<Integer> clients = new SimpleObjectProperty<>(10);
    private final ObjectProperty<Pattern> pattern = new SimpleObjectProperty<>(Pattern.AT_ONCE);
    private final ObjectProperty<Integer> rampSeconds = new SimpleObjectProperty<>(10);
    private final ObjectProperty<Integer> perSecond = new SimpleObjectProperty<>(5);
    private final ObjectProperty<Behaviour.Kind> kind =
            new SimpleObjectProperty<>(Behaviour.Kind.UNARY);
    private final ObjectProperty<Integer> calls = new SimpleObjectProperty<>(5);
    private final ObjectProperty<Integer> thinkMillis = new SimpleObjectProperty<>(500);
    private final ObjectProperty<Integer> holdSeconds = new SimpleObjectProperty<>(10);
    private final ObjectProperty<Integer> deadlineSeconds = new SimpleObjectProperty<>(10);
    private final ObjectProperty<Integer> waitSeconds = new SimpleObjectProperty<>(0);
    private final ObjectProperty<Integer> retries = new SimpleObjectProperty<>(0);
    private final ObjectProperty<Behaviour.Ending> ending =
            new SimpleObjectProperty<>(Behaviour.Ending.SHUT_DOWN);

    /// When the clients arrive.
    public enum Pattern {
        AT_ONCE,
        RAMP,
        PER_SECOND
    }

    public LoadPlan plan() {
        return new LoadPlan(clients.get(), arrival(), behaviour());
    }

    private Arrival arrival() {
        return switch (pattern.get()) {
            case AT_ONCE -> new Arrival.AllAtOnce();
            case RAMP -> new Arrival.Ramp(Duration.ofSeconds(rampSeconds.get()));
            case PER_SECOND -> new Arrival.PerSecond(perSecond.get());
        };
    }

    private Behaviour behaviour() {
        return new Behaviour(
                kind.get(),
                calls.get(),
                Duration.ofMillis(thinkMillis.get()),
                Duration.ofSeconds(holdSeconds.get()),
                Duration.ofSeconds(deadlineSeconds.get()),
                Duration.ofSeconds(waitSeconds.get()),
                retries.get(),
                ending.get());
    }

    /// What will happen, in one or two sentences.
    public String summary() {
        return Stream.of(arrives(), waits(), doesCalls(), ends())
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private String arrives() {
        return switch (pattern.get()) {
            case AT_ONCE -> Texts.text("load.told.at-once", clients.get());
            case RAMP ->
                    Texts.text(
                            "load.told.ramp",
                            clients.get(),
                            Figures.roughly(Duration.ofSeconds(rampSeconds.get())));
            case PER_SECOND -> Texts.text("load.told.per-second", clients.get(), perSecond.get());
        };
    }

    private String waits() {
        if (waitSeconds.get() == 0) {
            return "";
        }
        String summary =
                Texts.text(
                        "load.told.wait", Figures.roughly(Duration.ofSeconds(waitSeconds.get())));
        return isCutShort() ? summary + " " + Texts.text("load.told.wait.cut") : summary;
    }

    /// Whether the deadline passes before the wait ends; a stream has no deadline.
    private boolean isCutShort() {
        return kind.get() == Behaviour.Kind.UNARY && deadlineSeconds.get() <= waitSeconds.get();
    }

    /// Sets the wait to the gateway's default maximum.
    public void setDefaultWait() {
        waitSeconds.set(Math.max(waitSeconds.get(), 60));
        deadlineSeconds.set(Math.max(deadlineSeconds.get(), 70));
    }

    private String doesCalls() {
        String key = kind.get() == Behaviour.Kind.UNARY ? "load.told.unary" : "load.told.stream";
        return Texts.text(calls.get() == 0 ? key + ".endless" : key, calls.get());
    }

    private String ends() {
        if (calls.get() == 0) {
            return "";
        }
        String hold = Figures.roughly(Duration.ofSeconds(holdSeconds.get()));
        return switch (ending.get()) {
            case SHUT_DOWN -> Texts.text("load.told.shut-down", hold);
            case LEAVE -> Texts.text("load.told.leave", hold);
        };
    }

    public ObjectProperty<Integer> clients() {
        return clients;
    }

    public ObjectProperty<Pattern> pattern() {
        return pattern;
    }

    public ObjectProperty<Integer> rampSeconds() {
        return rampSeconds;
    }

    public ObjectProperty<Integer> perSecond() {
        return perSecond;
    }

    public ObjectProperty<Behaviour.Kind> kind() {
        return kind;
    }

    /// Calls per client; 0 for no limit.
    public ObjectProperty<Integer> calls() {
        return calls;
    }

    public ObjectProperty<Integer> thinkMillis() {
        return thinkMillis;
    }

    public ObjectProperty<Integer> holdSeconds() {
        return holdSeconds;
    }

    public ObjectProperty<Integer> deadlineSeconds() {
        return deadlineSeconds;
    }

    public ObjectProperty<Integer> waitSeconds() {
        return waitSeconds;
    }

    public ObjectProperty<Integer> retries() {
        return retries;
    }

    public ObjectProperty<Behaviour.Ending> ending() {
        return ending;
    }
}
