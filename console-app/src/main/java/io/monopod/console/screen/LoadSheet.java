package io.monopod.console.screen;

import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.LoadModel;
import io.monopod.console.part.NumberField;
import io.monopod.console.part.Parts;
import io.monopod.console.part.Segments;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.load.Behaviour;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

import java.util.List;

/// Where free clients are described and added.
final class LoadSheet {
    private static final int LONG = 86_400;

    private final ConsoleModel console;
    private final LoadModel model;
    private final Label told = Parts.label("", "told");
    private final Runnable hide;
    private final Sheet sheet;

    LoadSheet(ConsoleModel console, Runnable hide) {
        this.console = console;
        this.model = console.load();
        this.hide = hide;
        told.setWrapText(true);
        told.setMinHeight(Label.USE_PREF_SIZE);
        Button add = Parts.button("load.add", Feather.USER_PLUS, this::add, "accent");
        add.setId("add-clients");
        add.setDefaultButton(true);
        sheet =
                new Sheet("load.title", hide)
                        .with(arrival(), calls(), patience(), end(), told)
                        .withFoot(Parts.spacer(), add);
        for (ObservableValue<?> value :
                List.of(
                        model.clients(),
                        model.pattern(),
                        model.rampSeconds(),
                        model.perSecond(),
                        model.kind(),
                        model.calls(),
                        model.deadlineSeconds(),
                        model.waitSeconds(),
                        model.holdSeconds(),
                        model.ending())) {
            value.addListener((seen, old, now) -> tell());
        }
        tell();
    }

    Node node() {
        return sheet;
    }

    private VBox arrival() {
        Node ramp =
                Sheet.field(
                        "load.ramp",
                        new NumberField("load-ramp", 1, LONG, model.rampSeconds()),
                        "unit.seconds");
        Node rate =
                Sheet.field(
                        "load.rate",
                        new NumberField("load-rate", 1, 10_000, model.perSecond()),
                        "unit.per-second");
        showWhen(ramp, LoadModel.Pattern.RAMP);
        showWhen(rate, LoadModel.Pattern.PER_SECOND);
        return Sheet.group(
                "load.arrival",
                Sheet.field(
                        "load.clients",
                        new NumberField("load-clients", 1, 100_000, model.clients())),
                Sheet.field(
                        "load.pattern",
                        new Segments<>(
                                List.of(LoadModel.Pattern.values()),
                                each -> Texts.text("pattern", each),
                                model.pattern())),
                ramp,
                rate);
    }

    private void showWhen(Node field, LoadModel.Pattern pattern) {
        model.pattern().addListener((seen, old, now) -> Parts.setShown(field, now == pattern));
        Parts.setShown(field, model.pattern().get() == pattern);
    }

    private VBox calls() {
        return Sheet.group(
                "load.calls",
                Sheet.field(
                        "load.kind",
                        new Segments<>(
                                List.of(Behaviour.Kind.values()),
                                each -> Texts.text("kind", each),
                                model.kind())),
                Sheet.field(
                        "load.count",
                        new NumberField("load-calls", 0, 1_000_000, model.calls()),
                        "load.count.unit"),
                Sheet.field(
                        "load.think",
                        new NumberField("load-think", 0, 3_600_000, model.thinkMillis()),
                        "unit.millis"));
    }

    private VBox patience() {
        return Sheet.group(
                "load.patience",
                Sheet.field(
                        "load.deadline",
                        new NumberField("load-deadline", 1, LONG, model.deadlineSeconds()),
                        "unit.seconds"),
                Sheet.field(
                        "load.wait",
                        new NumberField("load-wait", 0, LONG, model.waitSeconds()),
                        "load.wait.unit"),
                Sheet.field(
                        "load.retries",
                        new NumberField("load-retries", 0, 1_000, model.retries()),
                        "load.retries.unit"));
    }

    private VBox end() {
        return Sheet.group(
                "load.end",
                Sheet.field(
                        "load.hold",
                        new NumberField("load-hold", 0, LONG, model.holdSeconds()),
                        "unit.seconds"),
                Sheet.field(
                        "load.ending",
                        new Segments<>(
                                List.of(Behaviour.Ending.values()),
                                each -> Texts.text("ending", each),
                                model.ending())));
    }

    private void tell() {
        told.setText(model.told());
    }

    private void add() {
        console.addClients();
        hide.run();
    }
}
