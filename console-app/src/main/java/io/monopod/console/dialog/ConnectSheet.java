package io.monopod.console.dialog;

import io.monopod.console.control.Controls;
import io.monopod.console.control.NumberField;
import io.monopod.console.control.Segments;
import io.monopod.console.model.ConnectModel;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.SavedConnection;
import io.monopod.console.service.system.Link;
import io.monopod.console.service.system.OpenSystem;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.system.AfterSession;
import io.monopod.scenarios.system.Policy;

import javafx.beans.property.StringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

/// The sheet to open and close a system.
public final class ConnectSheet extends Sheet {
    private final ConsoleModel console;
    private final ConnectModel model;
    private final Label state = Controls.label("", "sheet-state");
    private final Label trouble = Controls.wrapped("", "trouble");
    private final Button start;
    private final Button connect;
    private final Button close;
    private final Runnable hide;
    private boolean isOpening;

    public ConnectSheet(ConsoleModel console, Runnable hide) {
        super("connect.title", hide);
        this.console = console;
        this.hide = hide;
        this.model = console.connect();
        start = Controls.button("link.start", Feather.PLAY, console::startLocal, "accent");
        start.setId("start-local");
        connect = Controls.button("link.connect", Feather.LINK, this::connect);
        connect.setId("connect");
        close =
                Controls.button(
                        "link.close",
                        Feather.POWER,
                        console::closeSystem,
                        "danger",
                        "button-outlined");
        close.setId("close-system");
        state.setWrapText(true);
        HBox now = Controls.row("sheet-field", state, Controls.spacer(), close);
        with(now, trouble, local(), remote());
        console.link().subscribe(this::show);
    }

    private VBox local() {
        return group(
                "connect.local",
                wrapped("connect.local.why"),
                field(
                        "connect.gateways",
                        new NumberField(
                                "local-gateways", 1, ConnectModel.MAX_GATEWAYS, model.gateways()),
                        "connect.gateways.unit"),
                field(
                        "connect.instances",
                        new NumberField("local-instances", 0, 100, model.instances())),
                field("connect.policy", Segments.of(Policy.values(), "policy", model.policy())),
                field(
                        "connect.after-session",
                        Segments.of(AfterSession.values(), "after-session", model.afterSession())),
                field(
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
        PasswordField password = secret(model.password());
        PasswordField adminToken = secret(model.adminToken());
        adminToken.setPromptText(Texts.text("connect.admin-token.prompt"));
        TextField address = text(model.address(), "connect.address.prompt");
        address.setId("address");
        VBox fields =
                group(
                        "connect.remote",
                        saved(),
                        field("connect.address", address),
                        field("connect.tls", tls),
                        field("connect.trust", trust),
                        field("connect.username", text(model.username(), "connect.username")),
                        field("connect.password", password),
                        field("connect.admin", text(model.admin(), "connect.admin.prompt")),
                        field("connect.admin-token", adminToken),
                        wrapped("connect.admin.why"),
                        connect);
        fields.lookupAll(".text-field")
                .forEach(node -> ((TextField) node).setOnAction(event -> connect()));
        return fields;
    }

    /// The gateways that were connected before; a press fills the form.
    private VBox saved() {
        VBox list = Controls.column("saved-connections");
        model.saved()
                .subscribe(
                        all -> {
                            list.getChildren().setAll(all.list().stream().map(this::line).toList());
                            Controls.setShown(list, !all.list().isEmpty());
                        });
        return list;
    }

    private HBox line(SavedConnection connection) {
        String admin = connection.admin().isEmpty() ? "" : " (" + connection.admin() + ")";
        Button use =
                new Button(connection.address() + admin, Controls.icon(Feather.CORNER_DOWN_RIGHT));
        use.getStyleClass().addAll("flat", "small", "saved-connection");
        use.setMnemonicParsing(false);
        use.setOnAction(event -> model.use(connection));
        Button forget =
                Controls.iconButton("connect.forget", Feather.X, () -> model.forget(connection));
        return Controls.row("sheet-field", use, Controls.spacer(), forget);
    }

    private static Label wrapped(String key) {
        return Controls.wrapped(Texts.text(key), "muted");
    }

    private static PasswordField secret(StringProperty value) {
        PasswordField field = new PasswordField();
        field.textProperty().bindBidirectional(value);
        return field;
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
        Controls.setShown(trouble, !words.isEmpty());
    }

    /// What was asked for is done when the system is open.
    private void hideWhenOpen(Link link) {
        if (isOpening && link instanceof Link.On && getScene() != null) {
            hide.run();
        }
        isOpening = link instanceof Link.Opening;
    }

    private void showOpen(OpenSystem system) {
        state.setText(Texts.text("connect.state.on", system.tested().gateway().authority()));
        close.setText(Texts.text(system.spec() == null ? "link.close" : "link.stop"));
    }

    private void show(Link link) {
        hideWhenOpen(link);
        boolean settled = console.connection().isSettled();
        start.setDisable(!settled);
        connect.setDisable(!settled);
        Controls.setShown(close, link instanceof Link.On || link instanceof Link.Opening);
        switch (link) {
            case Link.Off _ -> {
                state.setText(Texts.text("connect.state.off"));
                say("");
            }
            case Link.Opening(_, String progress) -> {
                state.setText(progress);
                close.setText(Texts.text("confirm.cancel"));
                say("");
            }
            case Link.On(_, var system) -> showOpen(system);
            case Link.Closing _ -> state.setText(Texts.text("link.closing"));
            case Link.Broken(_, String why) -> {
                state.setText(Texts.text("connect.state.broken"));
                say(why);
            }
        }
    }
}
