package io.monopod.console.screen;

import atlantafx.base.controls.ModalPane;

import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.View;
import io.monopod.console.part.PodTile;

import javafx.scene.Node;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import java.util.EnumMap;
import java.util.Map;

/// The window's content: bar, rail, the view that is looked at, and what lies over all of it.
public final class Shell extends StackPane implements Commands {
    private final ConsoleModel model;
    private final Theme theme;
    private final ModalPane sheets = new ModalPane();
    private final Map<View, Node> screens = new EnumMap<>(View.class);
    private final StackPane place = new StackPane();

    public Shell(ConsoleModel model, Theme theme) {
        this.model = model;
        this.theme = theme;
        getStyleClass().add("shell");
        theme.wear(this);
        PodTile.Actions podActions = new PodDesk(model);
        screens.put(View.OVERVIEW, new OverviewScreen(model, podActions));
        for (View view : View.values()) {
            screens.computeIfAbsent(view, missing -> new VBox());
        }
        BorderPane frame = new BorderPane(place);
        frame.setTop(new TopBar(model, this));
        frame.setLeft(new Rail(model, this));
        frame.setBottom(new StatusBar(model));
        getChildren().addAll(frame, sheets);
        model.view().addListener((seen, old, now) -> show(now));
        show(model.view().get());
    }

    private void show(View view) {
        place.getChildren().setAll(screens.get(view));
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
            case RUN_OVERLOAD -> {
                model.view().set(View.OVERVIEW);
                model.runOverload();
            }
            case STOP -> model.stop();
            case OVERVIEW, INSTANCES, CLIENTS, OUTCOMES, SCENARIOS, EVENTS ->
                    model.view().set(View.valueOf(command.name()));
            case TOGGLE_THEME -> theme.toggle();
            case ADD_CLIENTS, CONNECT, FIND, EXPORT, OPEN, PICTURE, HELP, QUIT -> {}
        }
    }
}
