package io.monopod.console.screen;

import io.monopod.console.desk.Link;
import io.monopod.console.model.ConnectModel;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.part.NumberField;
import io.monopod.console.part.Parts;
import io.monopod.console.part.Segments;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.system.AfterSession;
import io.monopod.scenarios.system.Policy;

import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

import java.util.List;

/// Where a system is opened and closed.
final class ConnectSheet {
    private final ConsoleModel console;
    private final ConnectModel model;
    private final Label state = Parts.label("", "sheet-state");
    private final Label trouble = Parts.label("", "trouble");
    private final Button start;
    private final Button connect;
    private final Button close;
    private final Sheet sheet;

    ConnectSheet(ConsoleModel console, Runnable hide) {
        this.console = console;
        this.model = console.connect();
        start = Parts.button("link.start", Feather.PLAY, console::startLocal, "accent");
        start.setId("start-local");
        connect = Parts.button("link.connect", Feather.LINK, this::connect);
        connect.setId("connect");
        close =
                Parts.button(
                        "link.close",
                        Feather.POWER,
                        console.connection()::close,
                        "danger",
                        "button-outlined");
        close.setId("close-system");
        state.setWrapText(true);
        trouble.setWrapText(true);
        trouble.setMinHeight(Label.USE_PREF_SIZE);
        HBox now = new HBox(state, Parts.spacer(), close);
        now.getStyleClass().add("sheet-field");
        sheet = new Sheet("connect.title", hide).with(now, trouble, local(), remote());
        console.link().addListener((seen, old, link) -> show(link));
        show(console.link().get());
    }

    Node node() {
        return sheet;
    }

    private VBox local() {
        return Sheet.group(
                "connect.local",
                wrapped("connect.local.why"),
                Sheet.field(
                        "connect.instances",
                        new NumberField("local-instances", 0, 100, model.instances())),
                Sheet.field(
                        "connect.policy",
                        new Segments<>(
                                List.of(Policy.values()),
                                policy -> Texts.text("policy", policy),
                                model.policy())),
                Sheet.field(
                        "connect.after-session",
                        new Segments<>(
                                List.of(AfterSession.values()),
                                after -> Texts.text("after-session", after),
                                model.afterSession())),
                Sheet.field(
                        "connect.places",
                        new NumberField("local-places", 0, 100_000, model.places()),
                        "connect.places.unit"),
                start);
    }

    private VBox remote() {
        CheckBox tls = new CheckBox(Texts.text("connect.tls.on"));
        tls.selectedProperty().bindBidirectional(model.tls());
        TextField trust = text(model.trust(), "connect.trust.prompt");
        trust.disableProperty().bind(model.tls().not());
        PasswordField password = new PasswordField();
        password.textProperty().bindBidirectional(model.password());
        TextField address = text(model.address(), "connect.address.prompt");
        address.setId("address");
        address.setOnAction(event -> connect());
        return Sheet.group(
                "connect.remote",
                Sheet.field("connect.address", address),
                Sheet.field("connect.tls", tls),
                Sheet.field("connect.trust", trust),
                Sheet.field("connect.username", text(model.username(), "connect.username")),
                Sheet.field("connect.password", password),
                Sheet.field("connect.admin", text(model.admin(), "connect.admin.prompt")),
                wrapped("connect.admin.why"),
                connect);
    }

    private static Label wrapped(String key) {
        Label label = Parts.label(Texts.text(key), "muted");
        label.setWrapText(true);
        label.setMinHeight(Label.USE_PREF_SIZE);
        return label;
    }

    private static TextField text(StringProperty value, String promptKey) {
        TextField field = new TextField();
        field.setPromptText(Texts.text(promptKey));
        field.textProperty().bindBidirectional(value);
        return field;
    }

    private void connect() {
        try {
            console.connectRemote();
            say("");
        } catch (IllegalArgumentException e) {
            say(String.valueOf(e.getMessage()));
        }
    }

    private void say(String words) {
        trouble.setText(words);
        Parts.setShown(trouble, !words.isEmpty());
    }

    private void show(Link link) {
        boolean settled = console.connection().isSettled();
        start.setDisable(!settled);
        connect.setDisable(!settled);
        Parts.setShown(close, link instanceof Link.On || link instanceof Link.Opening);
        switch (link) {
            case Link.Off _ -> state.setText(Texts.text("connect.state.off"));
            case Link.Opening(_, String progress) -> {
                state.setText(progress);
                say("");
            }
            case Link.On(_, var system) ->
                    state.setText(
                            Texts.text("connect.state.on", system.tested().gateway().authority()));
            case Link.Closing _ -> state.setText(Texts.text("link.closing"));
            case Link.Broken(_, String why) -> {
                state.setText(Texts.text("connect.state.broken"));
                say(why);
            }
        }
    }
}
