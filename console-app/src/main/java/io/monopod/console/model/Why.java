package io.monopod.console.model;

import io.monopod.console.admin.GatewayEvent;
import io.monopod.console.admin.Waiter;
import io.monopod.console.admin.WhyReport;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.client.ClientGroup;
import io.monopod.console.snapshot.client.ClientRow;
import io.monopod.console.snapshot.client.Held;
import io.monopod.console.snapshot.client.Refusal;
import io.monopod.console.text.Figures;
import io.monopod.console.text.SessionNews;
import io.monopod.console.text.Texts;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Why a session is where it is, or why its client was refused, as text for the user. A refusal is
/// explained by what was true then, not by what is now.
///
/// @param question the title
/// @param summary where it is, and why
/// @param steps its preference list, the most preferred instance first
/// @param events its events, oldest first
public record Why(String question, String summary, List<Step> steps, List<Line> events) {
    private static final String ANOTHER = "another session";

    /// More names than this are a number.
    private static final int MAX_HOLDERS = 5;

    public Why {
        steps = List.copyOf(steps);
        events = List.copyOf(events);
    }

    /// The relation of an instance to the session.
    public enum Stand {
        OWN,
        FREE,
        TAKEN
    }

    /// @param number counted from 1
    public record Step(int number, String pod, String says, Stand stand) {}

    public record Line(Instant at, String text) {}

    /// The question that can be asked of this session.
    public static String question(String session, Frame frame) {
        ClientRow row = frame.ofSession(session);
        return row != null && row.group() == ClientGroup.REFUSED
                ? Texts.text("why.refused", row.view().label())
                : Texts.text("why.title");
    }

    /// @param report the gateway's answer; without clusters if it has none
    public static Why of(WhyReport report, Frame frame) {
        Refusal refusal = refusal(report.session(), frame);
        List<Step> steps = new ArrayList<>();
        List<String> sentences = new ArrayList<>();
        if (refusal != null) {
            sentences.add(past(refusal, frame));
        }
        for (WhyReport.InCluster cluster : report.clusters()) {
            steps.addAll(steps(cluster, refusal, frame));
            sentences.add(summary(cluster));
        }
        List<Line> events =
                report.events().stream()
                        .filter(GatewayEvent.OfSession.class::isInstance)
                        .map(GatewayEvent.OfSession.class::cast)
                        .map(event -> new Line(event.at(), SessionNews.of(event)))
                        .toList();
        return new Why(
                question(report.session(), frame), String.join(" ", sentences), steps, events);
    }

    /// Null if its client was not refused, or has got an instance since.
    private static @Nullable Refusal refusal(String session, Frame frame) {
        ClientRow row = frame.ofSession(session);
        return row != null && row.group() == ClientGroup.REFUSED ? row.session().refusal() : null;
    }

    private static String past(Refusal refusal, Frame frame) {
        String at = Figures.time(refusal.at());
        String met = refusal.met();
        if (met != null) {
            String pod =
                    refusal.held().stream()
                            .filter(held -> held.session().equals(met))
                            .map(Held::pod)
                            .findFirst()
                            .orElse(podOf(met, frame));
            return Texts.text("why.past.strict", at, pod, frame.nameOf(met));
        }
        return switch (refusal.reason()) {
            case "ALL_INSTANCES_BUSY", "QUEUE_FULL", "QUEUE_TIMEOUT" ->
                    refusal.held().isEmpty()
                            ? Texts.text("why.past.busy", at)
                            : Texts.text("why.past.exclusive", at, holders(refusal, frame));
            default -> Texts.text("why.past.other", at, refusal.message());
        };
    }

    private static String podOf(String session, Frame frame) {
        ClientRow row = frame.ofSession(session);
        String pod = row == null ? null : row.view().pod();
        return pod == null ? Texts.text("why.past.first-choice") : pod;
    }

    /// `client-1 held pod-a, client-2 held pod-b and 3 more`.
    private static String holders(Refusal refusal, Frame frame) {
        List<String> names =
                new ArrayList<>(
                        refusal.held().stream()
                                .limit(MAX_HOLDERS)
                                .map(
                                        held ->
                                                Texts.text(
                                                        "why.past.holder",
                                                        frame.nameOf(held.session()),
                                                        held.pod()))
                                .toList());
        int more = refusal.held().size() - names.size();
        if (more > 0) {
            names.add(Texts.text("why.past.more", more));
        }
        return String.join(", ", names);
    }

    private static List<Step> steps(
            WhyReport.InCluster cluster, @Nullable Refusal refusal, Frame frame) {
        List<Step> steps = new ArrayList<>();
        for (WhyReport.Choice choice : cluster.preference()) {
            int number = steps.size() + 1;
            Held then = refusal == null ? null : holder(refusal, choice.pod());
            steps.add(
                    then == null
                            ? new Step(number, choice.pod(), says(choice, frame), stand(choice))
                            : new Step(
                                    number,
                                    choice.pod(),
                                    Texts.text("why.held", frame.nameOf(then.session())),
                                    Stand.TAKEN));
        }
        return steps;
    }

    private static @Nullable Held holder(Refusal refusal, String pod) {
        return refusal.held().stream()
                .filter(held -> held.pod().equals(pod))
                .findFirst()
                .orElse(null);
    }

    /// Replaces a session id by the client's name if it is one of ours.
    private static String says(WhyReport.Choice choice, Frame frame) {
        return frame.pods().stream()
                .filter(pod -> pod.name().equals(choice.pod()) && pod.session() != null)
                .map(pod -> pod.client())
                .filter(client -> client != null)
                .findFirst()
                .map(client -> Texts.text("why.session-of", client.label()))
                .map(name -> choice.says().replace(ANOTHER, name))
                .orElse(choice.says());
    }

    private static Stand stand(WhyReport.Choice choice) {
        if (choice.isOwn()) {
            return Stand.OWN;
        }
        return choice.isFree() ? Stand.FREE : Stand.TAKEN;
    }

    private static String summary(WhyReport.InCluster cluster) {
        int all = cluster.preference().size();
        for (int i = 0; i < all; i++) {
            WhyReport.Choice choice = cluster.preference().get(i);
            if (choice.isOwn()) {
                String key = i == 0 ? "why.first" : "why.later";
                return Texts.text(key, choice.pod(), i + 1, all);
            }
        }
        Waiter waits = cluster.waits();
        if (waits != null) {
            return Texts.text(
                    "why.waits",
                    waits.position(),
                    Figures.clock(waits.since()),
                    Figures.roughly(waits.expected()));
        }
        return nowhere(cluster);
    }

    private static String nowhere(WhyReport.InCluster cluster) {
        if (cluster.preference().isEmpty()) {
            return Texts.text("why.no-instances");
        }
        return cluster.preference().stream()
                .filter(WhyReport.Choice::isFree)
                .findFirst()
                .map(choice -> Texts.text("why.nowhere-free", choice.pod()))
                .orElse(Texts.text("why.nowhere-busy", cluster.preference().size()));
    }
}
