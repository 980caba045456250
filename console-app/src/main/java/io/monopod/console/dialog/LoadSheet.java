package io.monopod.console.dialog;

import io.monopod.console.control.Controls;
import io.monopod.console.control.NumberField;
import io.monopod.console.control.Segments;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.LoadModel;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.load.Behaviour;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

import java.util.List;

/// The sheet to describe and add free clients.
public final class LoadSheet extends Sheet {
    private static final int LONG = 86_400;

    private final ConsoleModel console;
    private final LoadModel model;
    private final Label summary = Controls.wrapped("", "told");
    private final Runnable hide;

    public LoadSheet(ConsoleModel console, Runnable hide) {
        super("load.title", hide);
        this.console = console;
        this.model = console.load();
        this.hide = hide;
        Button add = Controls.button("load.add", Feather.USER_PLUS, this::add, "accent");
        add.setId("add-clients");
        meant(add);
        with(arrival(), calls(), waiting(), end(), summary);
        withFoot(Controls.spacer(), add);
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

    private VBox arrival() {
        Node ramp =
                field(
                        "load.ramp",
                        new NumberField("load-ramp", 1, LONG, model.rampSeconds()),
                        "unit.seconds");
        Node rate =
                field(
                        "load.rate",
                        new NumberField("load-rate", 1, 10_000, model.perSecond()),
                        "unit.per-second");
        showWhen(ramp, LoadModel.Pattern.RAMP);
        showWhen(rate, LoadModel.Pattern.PER_SECOND);
        return group(
                "load.arrival",
                field("load.clients", new NumberField("load-clients", 1, 100_000, model.clients())),
                field(
                        "load.pattern",
                        Segments.of(LoadModel.Pattern.values(), "pattern", model.pattern())),
                ramp,
                rate);
    }

    private void showWhen(Node field, LoadModel.Pattern pattern) {
        model.pattern().addListener((seen, old, now) -> Controls.setShown(field, now == pattern));
        Controls.setShown(field, model.pattern().get() == pattern);
    }

    private VBox calls() {
        return group(
                "load.calls",
                field("load.kind", Segments.of(Behaviour.Kind.values(), "kind", model.kind())),
                count(),
                field(
                        "load.think",
                        new NumberField("load-think", 0, 3_600_000, model.thinkMillis()),
                        "unit.millis"));
    }

    /// A stream has messages where others have calls.
    private HBox count() {
        NumberField number = new NumberField("load-calls", 0, 1_000_000, model.calls());
        HBox row = field("load.count", number, "load.count.unit");
        Label unit = (Label) row.getChildren().getLast();
        model.kind()
                .subscribe(
                        kind ->
                                unit.setText(
                                        Texts.text(
                                                kind == Behaviour.Kind.STREAM
                                                        ? "load.count.stream.unit"
                                                        : "load.count.unit")));
        return row;
    }

    private VBox waiting() {
        return group(
                "load.patience",
                field(
                        "load.deadline",
                        new NumberField("load-deadline", 1, LONG, model.deadlineSeconds()),
                        "unit.seconds"),
                field(
                        "load.wait",
                        new NumberField("load-wait", 0, LONG, model.waitSeconds()),
                        "load.wait.unit"),
                field(
                        "load.retries",
                        new NumberField("load-retries", 0, 1_000, model.retries()),
                        "load.retries.unit"));
    }

    private VBox end() {
        return group(
                "load.end",
                field(
                        "load.hold",
                        new NumberField("load-hold", 0, LONG, model.holdSeconds()),
                        "unit.seconds"),
                field(
                        "load.ending",
                        Segments.of(Behaviour.Ending.values(), "ending", model.ending())));
    }

    private void tell() {
        summary.setText(model.summary());
    }

    private void add() {
        console.playing().addClients();
        hide.run();
    }
}
