package io.monopod.console.window;

import atlantafx.base.theme.Styles;

import io.monopod.console.command.Command;
import io.monopod.console.command.Commands;
import io.monopod.console.control.Controls;
import io.monopod.console.control.NumberField;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.service.Activity;
import io.monopod.console.service.system.Link;
import io.monopod.console.text.Texts;

import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

import org.kordamp.ikonli.feather.Feather;

/// The top bar: the connection and the main button.
final class TopBar extends HBox {
    private final ConsoleModel model;
    private final Button run;
    private final Button stop;

    TopBar(ConsoleModel model, Commands commands) {
        this.model = model;
        run =
                Controls.button(
                        "run.overload",
                        Feather.PLAY,
                        commands::runOverload,
                        Styles.ACCENT,
                        "run-button");
        run.setId("run-overload");
        run.setTooltip(Controls.tooltip(commands.hint("run.overload.hint", Command.RUN_OVERLOAD)));
        run.setMinWidth(USE_PREF_SIZE);
        stop =
                Controls.button(
                        "run.stop",
                        Feather.SQUARE,
                        commands::stop,
                        Styles.DANGER,
                        Styles.BUTTON_OUTLINED);
        stop.setId("stop");
        stop.setTooltip(Controls.tooltip(commands.hint("run.stop.hint", Command.STOP)));
        stop.setMinWidth(USE_PREF_SIZE);
        getStyleClass().add("top-bar");
        HBox numbers =
                Controls.row(
                        "bar-numbers",
                        number("clients", model.playing().overloadClients(), 10_000),
                        Controls.label(Texts.text("run.clients"), "bar-word"),
                        Controls.label("\u2192", "bar-word"),
                        number("instances", model.playing().overloadInstances(), 100),
                        Controls.label(Texts.text("run.instances"), "bar-word"));
        numbers.setMinWidth(USE_PREF_SIZE);
        getChildren()
                .addAll(
                        brand(),
                        new LinkChip(model, commands),
                        Controls.spacer(),
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

    /// The logo and the product name.
    private static HBox brand() {
        Region mark = new Region();
        mark.getStyleClass().add("brand-mark");
        HBox brand =
                Controls.row("brand", mark, Controls.label(Texts.text("app.name"), "brand-name"));
        brand.setMinWidth(USE_PREF_SIZE);
        return brand;
    }

    private static Button action(Commands commands, Command command, Feather icon) {
        Button button = Controls.iconButton(command.key(), icon, () -> commands.run(command));
        Controls.explain(button, commands.hint(command.key(), command));
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    private static NumberField number(String id, ObjectProperty<Integer> value, int max) {
        NumberField field = new NumberField("overload-" + id, 1, max, value);
        field.setPrefWidth(84);
        field.setMinWidth(76);
        field.setTooltip(Controls.tooltip(Texts.text("run." + id + ".hint")));
        return field;
    }

    private void update() {
        boolean idle = model.activity().get().isIdle();
        boolean opening = model.link().get() instanceof Link.Opening;
        boolean stopping = model.activity().get() instanceof Activity.Stopping;
        Controls.setShown(run, idle && !opening);
        Controls.setShown(stop, !idle || opening);
        stop.setDisable(stopping);
    }
}
