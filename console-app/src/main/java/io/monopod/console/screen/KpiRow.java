package io.monopod.console.screen;

import io.monopod.console.control.Ink;
import io.monopod.console.control.KpiCard;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.Latency;
import io.monopod.console.snapshot.PodState;
import io.monopod.console.snapshot.Story;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.event.ClientState;

import javafx.scene.layout.HBox;

/// The most important figures.
final class KpiRow extends HBox {
    private final KpiCard busy = new KpiCard("kpi-busy", Texts.text("kpi.busy"));
    private final KpiCard served = new KpiCard("kpi-served", Texts.text("kpi.served"));
    private final KpiCard refused = new KpiCard("kpi-refused", Texts.text("kpi.refused"));
    private final KpiCard failed = new KpiCard("kpi-failed", Texts.text("kpi.failed"));
    private final KpiCard latency = new KpiCard("kpi-latency", Texts.text("kpi.latency"));

    KpiRow() {
        getStyleClass().add("card-row");
        // A pair of figures needs more room than one.
        latency.setPrefWidth(1.35 * busy.getPrefWidth());
        getChildren().addAll(busy, served, refused, failed, latency);
    }

    void show(Frame frame) {
        Story story = frame.story();
        busy.show(
                Figures.count(frame.podsIn(PodState.BUSY)),
                Texts.text("kpi.busy.of", frame.livePods()),
                Ink.TEXT);
        served.show(
                Figures.count(story.served()),
                Texts.text("kpi.served.of", story.clients()),
                Ink.TEXT);
        showErrors(refused, story, ClientState.REFUSED, Ink.EXHAUSTED);
        showErrors(failed, story, ClientState.FAILED, Ink.UNAVAILABLE);
        showLatency(frame.outcomes().assign());
    }

    private static void showErrors(KpiCard card, Story story, ClientState state, Ink ink) {
        int clients = story.clientsIn(state);
        String detail =
                story.errors().stream()
                        .filter(error -> error.state() == state)
                        .findFirst()
                        .map(error -> Figures.code(error.code()))
                        .orElse(Texts.text("kpi.none"));
        card.show(Figures.count(clients), detail, clients == 0 ? Ink.MUTED : ink);
    }

    private void showLatency(Latency assign) {
        latency.show(
                Figures.pair(assign.p50(), assign.p99()),
                Texts.text("kpi.latency.of", assign.count()),
                assign.count() == 0 ? Ink.MUTED : Ink.TEXT);
    }
}
