package io.monopod.console.screen.operate;

import atlantafx.base.controls.CustomTextField;

import io.monopod.console.command.Command;
import io.monopod.console.command.Commands;
import io.monopod.console.control.Bars;
import io.monopod.console.control.Controls;
import io.monopod.console.control.EmptyState;
import io.monopod.console.control.Ink;
import io.monopod.console.control.KpiCard;
import io.monopod.console.control.Legend;
import io.monopod.console.control.RangeChoice;
import io.monopod.console.control.WhileShown;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.GatewayFigures;
import io.monopod.console.snapshot.Latency;
import io.monopod.console.text.Figures;
import io.monopod.console.text.GatewayWords;
import io.monopod.console.text.Texts;

import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

import java.util.function.Consumer;

/// The gateway as a whole: rates, refusals and waiting times of everybody, and all sessions.
public final class GatewayScreen extends VBox {
    private final ConsoleModel model;
    private final KpiCard sessions = card("sessions");
    private final KpiCard rate = card("rate");
    private final KpiCard refused = card("refused");
    private final KpiCard waits = card("waits");
    private final KpiCard grants = card("grants");
    private final GatewayRow gateways = new GatewayRow();
    private final Bars bars = new Bars();
    private final Legend legend = new Legend();
    private final ReasonTable reasons = new ReasonTable();
    private final SessionTable table;
    private final CustomTextField search = new CustomTextField();
    private final VBox content;
    private final EmptyState empty;

    /// @param why explains why a session is where it is
    public GatewayScreen(ConsoleModel model, Commands commands, Consumer<String> why) {
        this.model = model;
        table = new SessionTable(model, why);
        empty =
                new EmptyState(
                        "gateway.empty",
                        Feather.SHUFFLE,
                        Controls.button(
                                "link.connect", Feather.LINK, () -> commands.run(Command.CONNECT)));
        HBox figures = Controls.row("card-row", sessions, rate, refused, waits, grants);
        content = Controls.column("gateway-content", gateways, figures, charts(), sessionCard());
        content.setId("gateway-content");
        VBox.setVgrow(content, Priority.ALWAYS);
        VBox.setVgrow(empty, Priority.ALWAYS);
        getStyleClass().add("screen");
        getChildren().addAll(content, empty);
        WhileShown.follow(this, model.frame(), this::show);
    }

    private static KpiCard card(String id) {
        return new KpiCard("gateway-" + id, Texts.text("gateway.kpi." + id));
    }

    private HBox charts() {
        HBox head =
                Controls.row(
                        "card-head",
                        Controls.title("gateway.calls"),
                        new RangeChoice("range-gateway", model.charts().range()),
                        legend);
        VBox refusals = Controls.card(42, Controls.title("gateway.reasons"), reasons);
        refusals.getStyleClass().addAll("table-card", "titled");
        HBox row = Controls.row("card-row", Controls.card(58, head, bars), refusals);
        row.setMinHeight(170);
        row.setPrefHeight(230);
        return row;
    }

    private VBox sessionCard() {
        search.setId("session-search");
        search.setPromptText(Texts.text("sessions.search"));
        search.setLeft(Controls.icon(Feather.SEARCH));
        search.setPrefWidth(240);
        search.textProperty().bindBidirectional(model.sessions().text());
        Button end =
                Controls.button(
                        "sessions.end",
                        Feather.USER_X,
                        () -> model.questions().beforeEnd(table.chosen()),
                        "small");
        end.setId("end-sessions");
        end.disableProperty().bind(Bindings.isEmpty(table.getSelectionModel().getSelectedItems()));
        HBox head =
                Controls.row(
                        "card-head",
                        Controls.title("sessions.title"),
                        Controls.spacer(),
                        end,
                        search);
        VBox card = new VBox(head, table);
        card.getStyleClass().addAll("card", "table-card", "titled", "outcomes-lower");
        card.setMinHeight(180);
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox.setVgrow(card, Priority.ALWAYS);
        return card;
    }

    private void show(Frame frame) {
        GatewayFigures figures = frame.figures();
        boolean nothing = !figures.known() && figures.calls().bars().isEmpty();
        Controls.setShown(content, !nothing);
        Controls.setShown(empty, nothing);
        if (nothing) {
            return;
        }
        gateways.show(frame);
        String seen = GatewayWords.seen(frame);
        Ink ink = figures.known() ? Ink.TEXT : Ink.MUTED;
        sessions.show(
                figures.known() ? Figures.count(figures.sessions().size()) : Figures.NONE,
                seen.isEmpty() ? Texts.text("kpi.busy.of", frame.livePods()) : seen,
                ink);
        rate.show(number(figures, figures.perSecond()), Texts.text("gateway.lately"), ink);
        refused.show(
                number(figures, figures.refusedPerSecond()),
                Texts.text("gateway.lately"),
                figures.refusedPerSecond() > 0 ? Ink.EXHAUSTED : Ink.MUTED);
        tell(waits, figures.waits());
        tell(grants, figures.grants());
        bars.show(figures.calls());
        legend.show(figures.calls());
        reasons.show(figures.refusals());
    }

    private static String number(GatewayFigures figures, double value) {
        return figures.known() ? Figures.few(value) : Figures.NONE;
    }

    private static void tell(KpiCard card, Latency latency) {
        card.show(
                Figures.pair(latency.p50(), latency.p99()),
                Texts.text("gateway.since-start", latency.count()),
                latency.count() == 0 ? Ink.MUTED : Ink.TEXT);
    }

    public void find() {
        search.requestFocus();
        search.selectAll();
    }
}
