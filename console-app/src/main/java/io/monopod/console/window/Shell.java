package io.monopod.console.window;

import io.monopod.console.command.Command;
import io.monopod.console.command.Commands;
import io.monopod.console.dialog.Confirmation;
import io.monopod.console.dialog.ConnectSheet;
import io.monopod.console.dialog.KeysSheet;
import io.monopod.console.dialog.LoadSheet;
import io.monopod.console.dialog.WhySheet;
import io.monopod.console.flow.PodTile;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.Question;
import io.monopod.console.model.View;
import io.monopod.console.screen.ClientsScreen;
import io.monopod.console.screen.EventsScreen;
import io.monopod.console.screen.OutcomesScreen;
import io.monopod.console.screen.OverviewScreen;
import io.monopod.console.screen.RunsScreen;
import io.monopod.console.screen.ScenariosScreen;
import io.monopod.console.screen.operate.GatewayScreen;
import io.monopod.console.screen.operate.InstancesScreen;
import io.monopod.console.service.Activity;
import io.monopod.console.snapshot.ConsoleEvent.Tone;
import io.monopod.console.text.Texts;

import javafx.application.Platform;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Map;

/// The window's content: top bar, navigation, the current view and the sheets above it.
public final class Shell extends StackPane implements Commands {
    private static final PseudoClass BY_KEYBOARD = PseudoClass.getPseudoClass("by-keyboard");

    private final ConsoleModel model;
    private final Theme theme;
    private final Overlay overlay = new Overlay();
    private final Toasts toasts = new Toasts();
    private final Map<View, Parent> screens = new EnumMap<>(View.class);
    private final StackPane place = new StackPane();
    private final ClientsScreen clients;
    private final EventsScreen events;
    private final InstancesScreen instances;
    private final GatewayScreen gateway;
    private final ConnectSheet connect;
    private final LoadSheet load;
    private final KeysSheet keys;
    private final WhySheet why;
    private final FileDialogs files;
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper(Texts.text("app.name"));

    public Shell(ConsoleModel model, Theme theme) {
        this.model = model;
        this.theme = theme;
        getStyleClass().add("shell");
        theme.install(this);
        markFocus();
        PodTile.Actions podActions = new InstanceActions(model, this::why);
        clients = new ClientsScreen(model, this);
        events = new EventsScreen(model);
        instances = new InstancesScreen(model, this, podActions, this::why);
        gateway = new GatewayScreen(model, this, this::why);
        connect = new ConnectSheet(model, overlay::pop);
        load = new LoadSheet(model, overlay::pop);
        keys = new KeysSheet(overlay::pop);
        why = new WhySheet(model, overlay::pop);
        files = new FileDialogs(model.archive(), this::getScene);
        screens.put(View.OVERVIEW, new OverviewScreen(model, this, podActions));
        screens.put(View.INSTANCES, instances);
        screens.put(View.CLIENTS, clients);
        screens.put(View.OUTCOMES, new OutcomesScreen(model));
        screens.put(View.SCENARIOS, new ScenariosScreen(model));
        screens.put(View.EVENTS, events);
        screens.put(View.GATEWAY, gateway);
        screens.put(View.RUNS, new RunsScreen(model, this));
        BorderPane frame = new BorderPane(place);
        frame.setTop(new VBox(new TopBar(model, this), new SavedBanner(model)));
        frame.setLeft(new Rail(model, this));
        frame.setBottom(new StatusBar(model));
        setAlignment(toasts, Pos.BOTTOM_RIGHT);
        getChildren().addAll(frame, overlay, toasts);
        model.view().addListener((seen, old, now) -> show(now));
        model.frame().addListener((seen, old, now) -> entitle());
        model.link().addListener((seen, old, now) -> entitle());
        model.questions().newest().addListener((seen, old, now) -> ask(now));
        model.notices().newest().addListener((seen, old, now) -> toasts.show(now));
        show(model.view().get());
    }

    /// A control that gets the focus from the program is not marked by JavaFX, although whoever
    /// works with the keyboard has to know where it is.
    private void markFocus() {
        addEventFilter(KeyEvent.KEY_PRESSED, event -> pseudoClassStateChanged(BY_KEYBOARD, true));
        addEventFilter(
                MouseEvent.MOUSE_PRESSED, event -> pseudoClassStateChanged(BY_KEYBOARD, false));
    }

    /// Builds the views that are not shown yet, one after the other. For the UI thread, once the
    /// window is open.
    public void buildAhead() {
        new Ahead(place, screens.values()).build();
    }

    /// The title of its window.
    public ReadOnlyStringProperty title() {
        return title.getReadOnlyProperty();
    }

    private void entitle() {
        title.set(WindowTitle.of(model.link().get(), model.frame().get()));
    }

    private void show(View view) {
        place.getChildren().setAll(screens.get(view));
        if (view == View.CLIENTS) {
            clients.reveal();
        }
    }

    private void open(Node sheet) {
        overlay.open(sheet, Pos.TOP_RIGHT);
    }

    private void why(String session) {
        why.ask(session);
        open(why);
    }

    private void ask(@Nullable Question question) {
        if (question != null) {
            overlay.push(new Confirmation(question, overlay::pop), Pos.CENTER);
        }
    }

    /// Installs the shortcuts of every command.
    public void installShortcuts() {
        for (Command command : Command.values()) {
            getScene().getAccelerators().put(command.keys(), () -> press(command));
        }
    }

    /// What is beneath a sheet does not hear its shortcuts.
    private void press(Command command) {
        if (!overlay.isOpen() || command == Command.QUIT) {
            run(command);
        }
    }

    @Override
    public void run(Command command) {
        switch (command) {
            case RUN_OVERLOAD -> runOverload(model.activity().get());
            case STOP -> model.playing().stop();
            case OVERVIEW, INSTANCES, CLIENTS, OUTCOMES, SCENARIOS, EVENTS, GATEWAY, RUNS ->
                    model.view().set(View.valueOf(command.name()));
            case WHY -> model.session().ifPresentOrElse(this::why, model::noticeNothingSelected);
            case FIND -> find();
            case TOGGLE_THEME -> theme.toggle();
            case ADD_CLIENTS -> open(load);
            case CONNECT -> open(connect);
            case HELP -> open(keys);
            case EXPORT -> files.export();
            case OPEN -> files.open();
            case PICTURE -> files.savePicture();
            case QUIT -> Platform.exit();
        }
    }

    private void runOverload(Activity activity) {
        overlay.clear();
        if (activity.isIdle()) {
            model.view().set(View.OVERVIEW);
            model.playing().runOverload();
        } else {
            model.notices().tell(Tone.NEUTRAL, Texts.text("run.busy"));
        }
    }

    /// Focuses the search field of the visible list, or of the client list.
    private void find() {
        switch (model.view().get()) {
            case EVENTS -> events.find();
            case INSTANCES -> instances.find();
            case GATEWAY -> gateway.find();
            case OVERVIEW, CLIENTS, OUTCOMES, SCENARIOS, RUNS -> {
                model.view().set(View.CLIENTS);
                clients.find();
            }
        }
    }
}
