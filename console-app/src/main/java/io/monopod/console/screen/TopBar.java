package io.monopod.console.screen;

import atlantafx.base.theme.Styles;

import io.monopod.console.desk.Activity;
import io.monopod.console.desk.Link;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.part.NumberField;
import io.monopod.console.part.Parts;
import io.monopod.console.text.Texts;

import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;

import org.kordamp.ikonli.feather.Feather;

/// The bar at the top: where we are connected, and the one thing to press.
final class TopBar extends HBox {
    private final ConsoleModel model;
    private final Button run;
    private final Button stop;

    TopBar(ConsoleModel model, Commands commands) {
        this.model = model;
        run =
                Parts.button(
                        "run.overload",
                        Feather.PLAY,
                        commands::runOverload,
                        Styles.ACCENT,
                        "run-button");
        run.setId("run-overload");
        run.setTooltip(Parts.tooltip(commands.hint("run.overload.hint", Command.RUN_OVERLOAD)));
        run.setMinWidth(USE_PREF_SIZE);
        stop =
                Parts.button(
                        "run.stop",
                        Feather.SQUARE,
                        commands::stop,
                        Styles.DANGER,
                        Styles.BUTTON_OUTLINED);
        stop.setId("stop");
        stop.setTooltip(Parts.tooltip(commands.hint("run.stop.hint", Command.STOP)));
        stop.setMinWidth(USE_PREF_SIZE);
        getStyleClass().add("top-bar");
        HBox numbers =
                new HBox(
                        number("clients", model.overloadClients(), 10_000),
                        Parts.label(Texts.text("run.clients"), "bar-word"),
                        Parts.label("\u2192", "bar-word"),
                        number("instances", model.overloadInstances(), 100),
                        Parts.label(Texts.text("run.instances"), "bar-word"));
        numbers.getStyleClass().add("bar-numbers");
        numbers.setMinWidth(USE_PREF_SIZE);
        getChildren()
                .addAll(
                        new Brand(),
                        new LinkChip(model, commands),
                        Parts.spacer(),
                        numbers,
                        run,
                        stop,
                        action(commands, Command.ADD_CLIENTS, Feather.USER_PLUS),
                        action(commands, Command.EXPORT, Feather.DOWNLOAD),
                        action(commands, Command.TOGGLE_THEME, Feather.MOON),
                        action(commands, Command.HELP, Feather.HELP_CIRCLE));
        model.activity().addListener((seen, old, now) -> update());
        model.link().addListener((seen, old, now) -> update());
        update();
    }

    private static Button action(Commands commands, Command command, Feather icon) {
        Button button = Parts.iconButton(command.key(), icon, () -> commands.run(command));
        Parts.explain(button, commands.hint(command.key(), command));
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    private static NumberField number(String id, ObjectProperty<Integer> value, int most) {
        NumberField field = new NumberField("overload-" + id, 1, most, value);
        field.setPrefWidth(84);
        field.setMinWidth(76);
        field.setTooltip(Parts.tooltip(Texts.text("run." + id + ".hint")));
        return field;
    }

    private void update() {
        boolean idle = model.activity().get().isIdle();
        boolean opening = model.link().get() instanceof Link.Opening;
        boolean stopping = model.activity().get() instanceof Activity.Stopping;
        Parts.setShown(run, idle && !opening);
        Parts.setShown(stop, !idle || opening);
        stop.setDisable(stopping);
    }
}
