package io.monopod.console.screen;

import atlantafx.base.controls.ModalPane;

import io.monopod.console.desk.Activity;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.View;
import io.monopod.console.part.PodTile;

import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;

import java.util.EnumMap;
import java.util.Map;

/// The window's content: bar, rail, the view that is looked at, and what lies over all of it.
public final class Shell extends StackPane implements Commands {
    private final ConsoleModel model;
    private final Theme theme;
    private final ModalPane sheets = new ModalPane();
    private final ModalPane questions = new ModalPane(ModalPane.Z_FRONT + 1);
    private final Toasts toasts = new Toasts();
    private final Map<View, Node> screens = new EnumMap<>(View.class);
    private final StackPane place = new StackPane();
    private final ClientsScreen clients;
    private final EventsScreen events;
    private final ConnectSheet connect;
    private final LoadSheet load;
    private final KeysSheet keys;
    private final WhySheet why;
    private final FileDesk files;

    public Shell(ConsoleModel model, Theme theme) {
        this.model = model;
        this.theme = theme;
        getStyleClass().add("shell");
        theme.wear(this);
        PodTile.Actions podActions = new PodDesk(model, this::ask, questions::hide, this::why);
        clients = new ClientsScreen(model, this);
        events = new EventsScreen(model);
        connect = new ConnectSheet(model, sheets::hide);
        load = new LoadSheet(model, sheets::hide);
        keys = new KeysSheet(sheets::hide);
        why = new WhySheet(model, sheets::hide);
        files = new FileDesk(model.archive(), this::getScene);
        screens.put(View.OVERVIEW, new OverviewScreen(model, this, podActions));
        screens.put(View.INSTANCES, new InstancesScreen(model, this, podActions, this::why));
        screens.put(View.CLIENTS, clients);
        screens.put(View.OUTCOMES, new OutcomesScreen(model));
        screens.put(View.SCENARIOS, new ScenariosScreen(model));
        screens.put(View.EVENTS, events);
        BorderPane frame = new BorderPane(place);
        frame.setTop(new TopBar(model, this));
        frame.setLeft(new Rail(model, this));
        frame.setBottom(new StatusBar(model));
        setAlignment(toasts, Pos.BOTTOM_RIGHT);
        getChildren().addAll(frame, sheets, questions, toasts);
        model.view().addListener((seen, old, now) -> show(now));
        model.notices().newest().addListener((seen, old, now) -> toasts.show(now));
        show(model.view().get());
    }

    private void show(View view) {
        place.getChildren().setAll(screens.get(view));
        if (view == View.CLIENTS) {
            clients.reveal();
        }
    }

    private void open(Node sheet) {
        sheets.setAlignment(Pos.TOP_RIGHT);
        sheets.usePredefinedTransitionFactories(Side.RIGHT);
        sheets.show(sheet);
    }

    private void why(String session) {
        why.ask(session);
        open(why.node());
    }

    private void ask(Node question) {
        questions.setAlignment(Pos.CENTER);
        questions.show(question);
    }

    /// Takes the keys of every command.
    public void takeKeys() {
        for (Command command : Command.values()) {
            getScene().getAccelerators().put(command.keys(), () -> run(command));
        }
    }

    @Override
    public void run(Command command) {
        switch (command) {
            case RUN_OVERLOAD -> runOverload(model.activity().get());
            case STOP -> model.stop();
            case OVERVIEW, INSTANCES, CLIENTS, OUTCOMES, SCENARIOS, EVENTS ->
                    model.view().set(View.valueOf(command.name()));
            case WHY -> model.session().ifPresentOrElse(this::why, model::nobodyChosen);
            case FIND -> find();
            case TOGGLE_THEME -> theme.toggle();
            case ADD_CLIENTS -> open(load.node());
            case CONNECT -> open(connect.node());
            case HELP -> open(keys.node());
            case EXPORT -> files.export();
            case OPEN -> files.open();
            case PICTURE -> files.savePicture();
            case QUIT -> Platform.exit();
        }
    }

    private void runOverload(Activity activity) {
        sheets.hide();
        if (activity.isIdle()) {
            model.view().set(View.OVERVIEW);
            model.runOverload();
        }
    }

    /// In the list that is in sight, or else in that of the clients.
    private void find() {
        if (model.view().get() == View.EVENTS) {
            events.find();
        } else {
            model.view().set(View.CLIENTS);
            clients.find();
        }
    }
}
