package io.monopod.console.screen;

import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.View;
import io.monopod.console.part.Parts;
import io.monopod.console.text.Texts;

import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

import java.util.Locale;

/// The rail on the left: one press to each view.
final class Rail extends VBox {
    private final ToggleGroup group = new ToggleGroup();
    private final ConsoleModel model;

    Rail(ConsoleModel model, Commands commands) {
        this.model = model;
        getStyleClass().add("rail");
        for (View view : View.values()) {
            getChildren().add(button(view, commands));
        }
        model.view().addListener((seen, old, now) -> select(now));
        select(model.view().get());
    }

    private ToggleButton button(View view, Commands commands) {
        ToggleButton button = new ToggleButton(Texts.text("view", view), Parts.icon(icon(view)));
        button.setContentDisplay(ContentDisplay.TOP);
        button.getStyleClass().add("rail-button");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setUserData(view);
        button.setId("view-" + view.name().toLowerCase(Locale.ROOT));
        button.setToggleGroup(group);
        Command command = Command.valueOf(view.name());
        button.setTooltip(Parts.tooltip(commands.hint(command.key(), command)));
        button.setOnAction(
                event -> {
                    model.view().set(view);
                    // A second press does not leave the view.
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
        };
    }
}
