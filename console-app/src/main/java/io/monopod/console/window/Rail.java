package io.monopod.console.window;

import io.monopod.console.command.Command;
import io.monopod.console.command.Commands;
import io.monopod.console.control.Controls;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.View;
import io.monopod.console.text.Texts;

import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

import java.util.Locale;

/// The navigation on the left: one button per view.
final class Rail extends VBox {
    private final ToggleGroup group = new ToggleGroup();
    private final ConsoleModel model;

    Rail(ConsoleModel model, Commands commands) {
        this.model = model;
        getStyleClass().add("rail");
        for (View view : View.values()) {
            getChildren().add(button(view, commands));
        }
        model.view().subscribe(this::select);
    }

    private ToggleButton button(View view, Commands commands) {
        ToggleButton button = new ToggleButton(Texts.text("view", view), Controls.icon(icon(view)));
        button.setContentDisplay(ContentDisplay.TOP);
        button.getStyleClass().add("rail-button");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setUserData(view);
        button.setId("view-" + view.name().toLowerCase(Locale.ROOT));
        button.setToggleGroup(group);
        Command command = Command.valueOf(view.name());
        button.setTooltip(Controls.tooltip(commands.hint(command.key(), command)));
        button.setOnAction(
                event -> {
                    model.view().set(view);
                    // A second click does not leave the view.
                    button.setSelected(true);
                });
        return button;
    }

    private void select(View view) {
        group.getToggles().stream()
                .filter(toggle -> toggle.getUserData() == view)
                .forEach(group::selectToggle);
    }

    private static Feather icon(View view) {
        return switch (view) {
            case OVERVIEW -> Feather.ACTIVITY;
            case INSTANCES -> Feather.SERVER;
            case CLIENTS -> Feather.USERS;
            case OUTCOMES -> Feather.BAR_CHART_2;
            case SCENARIOS -> Feather.CHECK_SQUARE;
            case EVENTS -> Feather.LIST;
            case GATEWAY -> Feather.SHUFFLE;
            case RUNS -> Feather.COLUMNS;
        };
    }
}
