package io.monopod.console.screen;

import io.monopod.console.desk.Link;
import io.monopod.console.live.Frame;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.part.Bars;
import io.monopod.console.part.EmptyState;
import io.monopod.console.part.Flow;
import io.monopod.console.part.Legend;
import io.monopod.console.part.Parts;
import io.monopod.console.part.PodTile;
import io.monopod.console.text.Texts;

import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

/// The whole of it on one screen: what happened in words, in figures, in a picture, over time, and
/// what was checked.
final class OverviewScreen extends VBox {
    private final ConsoleModel model;
    private final HeadlinePane headline = new HeadlinePane();
    private final KpiRow figures = new KpiRow();
    private final Flow flow;
    private final EmptyState empty;
    private final Bars bars = new Bars();
    private final Legend legend = new Legend();
    private final ChecksPane checks;

    OverviewScreen(ConsoleModel model, Commands commands, PodTile.Actions podActions) {
        this.model = model;
        flow = new Flow(model::look, podActions);
        checks = new ChecksPane(model);
        empty =
                new EmptyState(
                        "overview.empty",
                        Feather.SHUFFLE,
                        Parts.button("run.overload", Feather.PLAY, commands::runOverload, "accent"),
                        Parts.button(
                                "link.connect", Feather.LINK, () -> commands.run(Command.CONNECT)));
        getStyleClass().add("screen");
        StackPane picture = new StackPane(flow, empty);
        picture.getStyleClass().addAll("card", "flow-card");
        VBox.setVgrow(picture, Priority.ALWAYS);
        HBox below = new HBox(outcomes(), checksCard());
        below.getStyleClass().add("card-row");
        below.setMinHeight(150);
        heightProperty()
                .addListener(
                        (seen, old, now) ->
                                below.setPrefHeight(
                                        Math.clamp(now.doubleValue() * 0.27, 150, 260)));
        getChildren().addAll(headline, figures, picture, below);
        model.frame().addListener((seen, old, now) -> show(now));
        model.link().addListener((seen, old, now) -> show(model.frame().get()));
        show(model.frame().get());
    }

    private Node outcomes() {
        HBox head = new HBox(Parts.title("overview.outcomes"), Parts.spacer(), legend);
        head.getStyleClass().add("card-head");
        VBox.setVgrow(bars, Priority.ALWAYS);
        VBox card = new VBox(head, bars);
        return wide(card, 58);
    }

    private Node checksCard() {
        VBox.setVgrow(checks, Priority.ALWAYS);
        return wide(new VBox(checks), 42);
    }

    private static VBox wide(VBox card, double share) {
        card.getStyleClass().add("card");
        card.setMinWidth(0);
        card.setPrefWidth(share * 10);
        HBox.setHgrow(card, Priority.ALWAYS);
        return card;
    }

    private void show(Frame frame) {
        Link link = model.link().get();
        headline.show(frame, link);
        figures.show(frame);
        flow.show(frame, policy(link));
        boolean nothing = frame.clients().isEmpty() && frame.pods().isEmpty();
        flow.setVisible(!nothing);
        Parts.setShown(empty, nothing);
        bars.show(frame.outcomes());
        legend.show(frame.outcomes());
        checks.show(frame.run());
    }

    private static String policy(Link link) {
        return link instanceof Link.On on
                ? Texts.text("policy", on.system().tested().policy())
                : "";
    }
}
