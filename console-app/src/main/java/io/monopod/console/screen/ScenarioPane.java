package io.monopod.console.screen;

import atlantafx.base.theme.Styles;

import io.monopod.console.live.RunView;
import io.monopod.console.live.StepView;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.Knob;
import io.monopod.console.model.ScenariosModel;
import io.monopod.console.part.NumberField;
import io.monopod.console.part.Parts;
import io.monopod.console.part.Segments;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.system.Policy;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

import java.util.List;

/// The scenario that is chosen.
final class ScenarioPane extends VBox {
    private final ConsoleModel console;
    private final ScenariosModel model;
    private final Label name = Parts.label("", "screen-title");
    private final Label description = Parts.label("", "scenario-description");
    private final Label need = Parts.label("", "scenario-need");
    private final Label warning = Parts.label("", "warning");
    private final FlowPane settings = new FlowPane(16, 8);
    private final VBox steps = new VBox();
    private final ChecksPane checks;
    private final Button run;

    ScenarioPane(ConsoleModel console) {
        this.console = console;
        this.model = console.scenarios();
        checks = new ChecksPane(console);
        run = Parts.button("scenario.run", Feather.PLAY, this::run, Styles.ACCENT);
        run.setId("run-scenario");
        run.setMinWidth(USE_PREF_SIZE);
        description.setWrapText(true);
        description.setMinHeight(USE_PREF_SIZE);
        need.setWrapText(true);
        warning.setId("scenario-warning");
        warning.setWrapText(true);
        warning.setMinHeight(USE_PREF_SIZE);
        warning.setGraphic(Parts.icon(Feather.ALERT_TRIANGLE));
        getStyleClass().add("scenario-pane");
        HBox head = new HBox(name, Parts.spacer(), run);
        head.getStyleClass().add("card-head");
        VBox top = new VBox(head, description, need, warning, settings);
        top.getStyleClass().addAll("card", "scenario-head");
        top.setMinHeight(USE_PREF_SIZE);
        HBox below = new HBox(card(stepsCard()), card(checks));
        below.getStyleClass().add("card-row");
        VBox.setVgrow(below, Priority.ALWAYS);
        getChildren().addAll(top, below);
        model.chosen().addListener((seen, old, now) -> show(now));
        model.run().addListener((seen, old, now) -> showRun(now));
        console.activity().addListener((seen, old, now) -> run.setDisable(!now.isIdle()));
        show(model.chosen().get());
        showRun(model.run().get());
    }

    private Node stepsCard() {
        steps.getStyleClass().add("steps");
        ScrollPane scroll = new ScrollPane(steps);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        HBox head = new HBox(Parts.title("scenario.steps"));
        head.getStyleClass().add("card-head");
        VBox pane = new VBox(head, scroll);
        pane.getStyleClass().add("checks");
        return pane;
    }

    private static VBox card(Node content) {
        VBox card = new VBox(content);
        card.getStyleClass().add("card");
        card.setMinWidth(0);
        card.setPrefWidth(500);
        VBox.setVgrow(content, Priority.ALWAYS);
        HBox.setHgrow(card, Priority.ALWAYS);
        return card;
    }

    private void run() {
        console.play(model.chosen().get(), model.parameters());
    }

    private void show(Scenario scenario) {
        name.setText(scenario.title());
        description.setText(scenario.description());
        need.setText(Texts.text("scenario.need"));
        Parts.setShown(need, scenario.need() == Scenario.Need.OWN_SYSTEM);
        settings.getChildren().setAll(model.knobs().stream().map(ScenarioPane::field).toList());
        warning.setText(model.warning());
        Parts.setShown(warning, !model.warning().isEmpty());
        Segments<Policy> policies =
                new Segments<>(
                        List.of(Policy.values()),
                        policy -> Texts.text("policy", policy),
                        console.connect().policy());
        settings.getChildren().add(named(Texts.text("scenario.policy"), policies));
    }

    private static Node field(Knob knob) {
        NumberField field =
                new NumberField("parameter-" + knob.id(), knob.min(), knob.max(), knob.value());
        field.setTooltip(Parts.tooltip(knob.description()));
        return named(knob.name(), field);
    }

    private static HBox named(String words, Node field) {
        HBox named = new HBox(Parts.label(words, "muted"), field);
        named.getStyleClass().add("named-field");
        return named;
    }

    private void showRun(@Nullable RunView view) {
        checks.show(view);
        steps.getChildren()
                .setAll(
                        view == null
                                ? List.of(Parts.label(Texts.text("scenario.no-run"), "muted"))
                                : view.steps().stream().map(ScenarioPane::line).toList());
    }

    private static Node line(StepView step) {
        boolean done = step.took() != null;
        FontIcon icon = Parts.icon(done ? Feather.CHECK : Feather.MORE_HORIZONTAL, "step-icon");
        Label title = Parts.label(step.title());
        title.setWrapText(true);
        title.setMinWidth(0);
        HBox.setHgrow(title, Priority.ALWAYS);
        Label took = Parts.label(Figures.duration(step.took()), "muted");
        took.setMinWidth(USE_PREF_SIZE);
        HBox line = new HBox(icon, title, Parts.spacer(), took);
        line.getStyleClass().addAll("step", done ? "step-done" : "step-running");
        return line;
    }
}
