package io.monopod.console.model;

import io.monopod.console.admin.GatewayEvent;
import io.monopod.console.admin.Waiter;
import io.monopod.console.admin.WhyReport;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.Pod;
import io.monopod.console.text.Figures;
import io.monopod.console.text.SessionNews;
import io.monopod.console.text.Texts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Why a session is where it is, as text for the user.
///
/// @param summary where it is, and why
/// @param steps its preference list, the most preferred instance first
/// @param events its events, oldest first
public record Why(String summary, List<Step> steps, List<Line> events) {
    private static final String ANOTHER = "another session";

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

    public static Why of(WhyReport report, Frame frame) {
        List<Step> steps = new ArrayList<>();
        List<String> sentences = new ArrayList<>();
        for (WhyReport.InCluster cluster : report.clusters()) {
            steps.addAll(steps(cluster, frame));
            sentences.add(summary(cluster));
        }
        List<Line> events =
                report.events().stream()
                        .filter(GatewayEvent.OfSession.class::isInstance)
                        .map(GatewayEvent.OfSession.class::cast)
                        .map(event -> new Line(event.at(), SessionNews.of(event)))
                        .toList();
        return new Why(String.join(" ", sentences), steps, events);
    }

    private static List<Step> steps(WhyReport.InCluster cluster, Frame frame) {
        List<Step> steps = new ArrayList<>();
        for (WhyReport.Choice choice : cluster.preference()) {
            int number = steps.size() + 1;
            steps.add(new Step(number, choice.pod(), says(choice, frame), stand(choice)));
        }
        return steps;
    }

    /// Replaces a session id by the client's name if it is one of ours.
    private static String says(WhyReport.Choice choice, Frame frame) {
        return frame.pods().stream()
                .filter(pod -> pod.name().equals(choice.pod()) && pod.session() != null)
                .map(Pod::client)
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
                    Figures.duration(waits.expected()));
        }
        return Texts.text(nowhere(cluster), all);
    }

    private static String nowhere(WhyReport.InCluster cluster) {
        if (cluster.preference().isEmpty()) {
            return "why.no-instances";
        }
        boolean free = cluster.preference().stream().anyMatch(WhyReport.Choice::isFree);
        return free ? "why.nowhere-free" : "why.nowhere-busy";
    }
}
