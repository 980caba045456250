package io.monopod.console.screen;

import io.monopod.console.control.Ink;
import io.monopod.console.control.KpiCard;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.Latency;
import io.monopod.console.snapshot.PodState;
import io.monopod.console.snapshot.Story;
import io.monopod.console.snapshot.client.ClientGroup;
import io.monopod.console.text.Figures;
import io.monopod.console.text.GatewayWords;
import io.monopod.console.text.RunWords;
import io.monopod.console.text.Texts;

import javafx.scene.layout.HBox;

import java.util.List;
import java.util.stream.Collectors;

/// The most important figures.
final class KpiRow extends HBox {
    private static final List<ClientGroup> OTHERS =
            List.of(
                    ClientGroup.CALLING,
                    ClientGroup.IN_LINE,
                    ClientGroup.STOPPED,
                    ClientGroup.NOT_STARTED);

    private final KpiCard busy = new KpiCard("kpi-busy", Texts.text("kpi.busy"));
    private final KpiCard served = new KpiCard("kpi-served", Texts.text("kpi.served"));
    private final KpiCard refused = new KpiCard("kpi-refused", Texts.text("kpi.refused"));
    private final KpiCard failed = new KpiCard("kpi-failed", Texts.text("kpi.failed"));
    private final KpiCard others = new KpiCard("kpi-others", Texts.text("kpi.others"));
    private final KpiCard latency = new KpiCard("kpi-latency", Texts.text("kpi.latency"));

    KpiRow() {
        getStyleClass().add("card-row");
        // A pair of figures, and its name, need more room than one.
        latency.setPrefWidth(2.15 * busy.getPrefWidth());
        getChildren().addAll(busy, served, refused, failed, others, latency);
    }

    void show(Frame frame) {
        Story story = frame.story();
        String seen = GatewayWords.seen(frame);
        busy.show(
                Figures.count(frame.podsIn(PodState.BUSY)),
                seen.isEmpty() ? Texts.text("kpi.busy.of", frame.livePods()) : seen,
                seen.isEmpty() ? Ink.TEXT : Ink.MUTED);
        served.show(
                Figures.count(story.served()),
                Texts.text("kpi.served.of", story.clients()),
                Ink.TEXT);
        int turnedAway = story.count(ClientGroup.REFUSED);
        refused.show(
                Figures.count(turnedAway),
                code(story, ClientGroup.REFUSED),
                turnedAway == 0 ? Ink.MUTED : Ink.EXHAUSTED);
        failed.show(
                Figures.count(story.failed()),
                failures(story),
                story.failed() == 0 ? Ink.MUTED : Ink.UNAVAILABLE);
        showOthers(story);
        showLatency(frame.outcomes().assign());
    }

    private static String failures(Story story) {
        return story.count(ClientGroup.LOST) == 0
                ? code(story, ClientGroup.FAILED)
                : RunWords.count(story, ClientGroup.LOST);
    }

    private static String code(Story story, ClientGroup group) {
        return story.errors().stream()
                .filter(error -> error.group() == group)
                .findFirst()
                .map(error -> Figures.code(error.code()))
                .orElse(Texts.text("kpi.none"));
    }

    /// All clients that no other card counts, so that the cards sum to all.
    private void showOthers(Story story) {
        List<ClientGroup> groups = OTHERS.stream().filter(group -> story.count(group) > 0).toList();
        int clients = groups.stream().mapToInt(story::count).sum();
        String detail =
                groups.stream()
                        .map(group -> RunWords.count(story, group))
                        .collect(Collectors.joining(", "));
        others.show(
                Figures.count(clients),
                groups.isEmpty() ? Texts.text("kpi.none") : detail,
                groups.isEmpty() ? Ink.MUTED : Ink.TEXT);
    }

    private void showLatency(Latency assign) {
        latency.show(
                Figures.pair(assign.p50(), assign.p99()),
                Texts.text("kpi.latency.of", assign.count()),
                assign.count() == 0 ? Ink.MUTED : Ink.TEXT);
    }
}
