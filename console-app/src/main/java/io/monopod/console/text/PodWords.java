package io.monopod.console.text;

import io.monopod.console.snapshot.Pod;
import io.monopod.console.snapshot.PodState;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// The texts of an instance's tile.
public final class PodWords {
    private PodWords() {}

    /// Its session, or why it has none, in a few words.
    public static String holder(Pod pod) {
        String session = pod.session();
        Pod.Holder client = pod.client();
        if (session != null) {
            return client == null
                    ? Texts.text("pod.session", session)
                    : Texts.text("pod.client", client.label(), Figures.clock(pod.since()));
        }
        if (pod.state() == PodState.LOST) {
            return lost(pod);
        }
        if (pod.state() == PodState.QUARANTINED) {
            return Reasons.ofQuarantine(pod.notes().reason());
        }
        return client == null ? Texts.text("pod.nobody") : Texts.text("pod.last", client.label());
    }

    /// The client or the session that it serves; empty if none.
    public static String client(Pod pod) {
        String session = pod.session();
        Pod.Holder client = pod.client();
        return session == null ? "" : client == null ? session : client.label();
    }

    /// All that a search looks through.
    public static String search(Pod pod) {
        return String.join(
                " ",
                pod.name(),
                pod.facts().address(),
                client(pod),
                String.valueOf(pod.session()),
                Texts.text("pod", pod.state()));
    }

    /// How long its session has been there; empty without a session.
    public static String sessionAge(Pod pod, Instant now) {
        return pod.session() == null ? "" : age(pod.since(), now);
    }

    public static String uptime(Pod pod, Instant now) {
        return age(pod.facts().up(), now);
    }

    public static String heartbeatAge(Pod pod, Instant now) {
        return pod.state() == PodState.LOST ? "" : age(pod.facts().heartbeat(), now);
    }

    private static String age(@Nullable Instant since, Instant now) {
        return since == null ? Figures.NONE : Figures.age(Duration.between(since, now));
    }

    private static String lost(Pod pod) {
        String reason = pod.notes().reason();
        String since = Figures.clock(pod.since());
        if (reason.isEmpty()) {
            return Texts.text("pod.lost-at", since);
        }
        String successor = pod.notes().successor();
        return successor == null
                ? Texts.text("pod.lost-because", since, Reasons.ofLoss(reason))
                : Texts.text("pod.lost-went-on", Reasons.ofLoss(reason), successor);
    }

    /// Its calls, and how many of them came from lost instances.
    public static String figures(Pod pod) {
        String calls = Texts.text("pod.calls", pod.calls());
        int replays = pod.notes().replays();
        return replays == 0 ? calls : Texts.text("pod.calls-replayed", calls, replays);
    }

    /// All texts together.
    public static String whole(Pod pod) {
        StringBuilder words = new StringBuilder(pod.name());
        add(words, Texts.text("pod.since", Texts.text("pod", pod.state()), since(pod)));
        add(words, holder(pod));
        if (!pod.facts().address().isEmpty()) {
            add(words, Texts.text("pod.address", pod.facts().address()));
        }
        Instant up = pod.facts().up();
        if (up != null) {
            add(words, Texts.text("pod.up", Figures.day(up)));
        }
        Instant until = pod.notes().leaseUntil();
        if (until != null) {
            add(words, Texts.text("pod.lease-until", Figures.clock(until)));
        }
        if (pod.notes().replays() > 0) {
            add(words, Texts.text("pod.replays", pod.notes().replays()));
        }
        return words.toString();
    }

    private static String since(Pod pod) {
        return Figures.clock(pod.since());
    }

    private static void add(StringBuilder words, String line) {
        words.append('\n').append(line);
    }
}
