package io.monopod.console.screen;

import atlantafx.base.theme.Styles;

import io.monopod.console.control.Controls;
import io.monopod.console.control.NumberField;
import io.monopod.console.control.Segments;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.ParameterSetting;
import io.monopod.console.model.ScenariosModel;
import io.monopod.console.snapshot.RunView;
import io.monopod.console.snapshot.StepView;
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

/// The selected scenario.
final class ScenarioPane extends VBox {
    private final ConsoleModel console;
    private final ScenariosModel model;
    private final Label name = Controls.label("", "screen-title");
    private final Label description = Controls.wrapped("", "scenario-description");
    private final Label need = Controls.label("", "scenario-need");
    private final Label warning = Controls.wrapped("", "warning");
    private final FlowPane settings = new FlowPane(16, 8);
    private final VBox steps = new VBox();
    private final ChecksPane checks;
    private final Button run;

    ScenarioPane(ConsoleModel console) {
        this.console = console;
        this.model = console.scenarios();
        checks = new ChecksPane(console);
        run = Controls.button("scenario.run", Feather.PLAY, this::run, Styles.ACCENT);
        run.setId("run-scenario");
        run.setMinWidth(USE_PREF_SIZE);
        need.setWrapText(true);
        warning.setId("scenario-warning");
        warning.setGraphic(Controls.icon(Feather.ALERT_TRIANGLE));
        getStyleClass().add("scenario-pane");
        HBox head = Controls.row("card-head", name, Controls.spacer(), run);
        VBox top = new VBox(head, description, need, warning, settings);
        top.getStyleClass().addAll("card", "scenario-head");
        top.setMinHeight(USE_PREF_SIZE);
        HBox below =
                Controls.row("card-row", Controls.card(50, stepsCard()), Controls.card(50, checks));
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
        ScrollPane scroll = Controls.scroll(steps);
        HBox head = Controls.row("card-head", Controls.title("scenario.steps"));
        return Controls.column("checks", head, scroll);
    }

    private void run() {
        console.playing().play(model.chosen().get(), model.parameters());
    }

    private void show(Scenario scenario) {
        name.setText(scenario.title());
        description.setText(scenario.description());
        need.setText(Texts.text("scenario.need"));
        Controls.setShown(need, scenario.need().isOwn());
        settings.getChildren().setAll(model.settings().stream().map(ScenarioPane::field).toList());
        warning.setText(model.warning());
        Controls.setShown(warning, !model.warning().isEmpty());
        Segments<Policy> policies =
                Segments.of(Policy.values(), "policy", console.connect().policy());
        settings.getChildren().add(named(Texts.text("scenario.policy"), policies));
    }

    private static Node field(ParameterSetting setting) {
        NumberField field =
                new NumberField(
                        "parameter-" + setting.id(), setting.min(), setting.max(), setting.value());
        field.setTooltip(Controls.tooltip(setting.description()));
        return named(setting.name(), field);
    }

    private static HBox named(String words, Node field) {
        return Controls.row("named-field", Controls.label(words, "muted"), field);
    }

    private void showRun(@Nullable RunView view) {
        checks.show(view);
        steps.getChildren()
                .setAll(
                        view == null
                                ? List.of(Controls.label(Texts.text("scenario.no-run"), "muted"))
                                : view.steps().stream().map(ScenarioPane::line).toList());
    }

    private static Node line(StepView step) {
        boolean done = step.took() != null;
        FontIcon icon = Controls.icon(done ? Feather.MINUS : Feather.MORE_HORIZONTAL, "step-icon");
        Label title = Controls.label(step.title());
        title.setWrapText(true);
        title.setMinWidth(0);
        HBox.setHgrow(title, Priority.ALWAYS);
        Label took = Controls.label(Figures.duration(step.took()), "muted");
        took.setMinWidth(USE_PREF_SIZE);
        HBox line = new HBox(icon, title, Controls.spacer(), took);
        line.getStyleClass().addAll("step", done ? "step-done" : "step-running");
        return line;
    }
}
