package io.monopod.console.screen;

import io.monopod.console.command.Command;
import io.monopod.console.command.Commands;
import io.monopod.console.control.Bars;
import io.monopod.console.control.Controls;
import io.monopod.console.control.EmptyState;
import io.monopod.console.control.Legend;
import io.monopod.console.control.RangeChoice;
import io.monopod.console.control.WhileShown;
import io.monopod.console.flow.Flow;
import io.monopod.console.flow.PodTile;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.service.system.Link;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.text.PolicyWords;

import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

/// The run on one screen: headline, figures, flow, charts and validations.
public final class OverviewScreen extends VBox {
    private final ConsoleModel model;
    private final HeadlinePane headline = new HeadlinePane();
    private final KpiRow figures = new KpiRow();
    private final Flow flow;
    private final EmptyState empty;
    private final Bars bars = new Bars();
    private final Legend legend = new Legend();
    private final ChecksPane checks;

    public OverviewScreen(ConsoleModel model, Commands commands, PodTile.Actions podActions) {
        this.model = model;
        flow = new Flow(model::showClient, podActions);
        checks = new ChecksPane(model);
        empty =
                new EmptyState(
                        "overview.empty",
                        Feather.SHUFFLE,
                        Controls.button(
                                "run.overload", Feather.PLAY, commands::runOverload, "accent"),
                        Controls.button(
                                "link.connect", Feather.LINK, () -> commands.run(Command.CONNECT)));
        getStyleClass().add("screen");
        StackPane picture = new StackPane(flow, empty);
        picture.getStyleClass().addAll("card", "flow-card");
        VBox.setVgrow(picture, Priority.ALWAYS);
        HBox below = Controls.row("card-row", outcomes(), checksCard());
        below.setMinHeight(150);
        heightProperty()
                .addListener(
                        (seen, old, now) ->
                                below.setPrefHeight(
                                        Math.clamp(now.doubleValue() * 0.27, 150, 260)));
        getChildren().addAll(headline, figures, picture, below);
        WhileShown.follow(this, model.frame(), this::show);
        model.link().addListener((seen, old, now) -> show(model.frame().get()));
        show(model.frame().get());
    }

    private Node outcomes() {
        HBox head =
                Controls.row(
                        "card-head",
                        Controls.title("overview.outcomes"),
                        new RangeChoice("range-overview", model.charts().range()),
                        legend);
        return Controls.card(58, head, bars);
    }

    private Node checksCard() {
        return Controls.card(42, checks);
    }

    private void show(Frame frame) {
        Link link = model.link().get();
        headline.show(frame, link);
        figures.show(frame);
        flow.show(frame, frame.saved() == null ? policy(link) : "");
        boolean nothing = frame.clients().isEmpty() && frame.pods().isEmpty();
        flow.setVisible(!nothing);
        Controls.setShown(empty, nothing);
        bars.show(frame.outcomes());
        legend.show(frame.outcomes());
        checks.show(frame.run());
    }

    private static String policy(Link link) {
        return link instanceof Link.On on ? PolicyWords.of(on.system().policy()) : "";
    }
}
