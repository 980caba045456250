package io.monopod.console.screen;

import io.monopod.console.part.Parts;
import io.monopod.console.text.Texts;

import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;

import org.kordamp.ikonli.feather.Feather;

import java.util.function.Supplier;

/// What can be asked of a session in a list, by the right button or the menu key.
final class SessionMenu extends ContextMenu {
    /// @param session of the row that is chosen
    SessionMenu(Commands commands, Supplier<String> session) {
        MenuItem why = new MenuItem(Texts.text("why.title"), Parts.icon(Feather.HELP_CIRCLE));
        why.setId("menu-why");
        why.setAccelerator(Command.WHY.keys());
        why.setOnAction(event -> commands.run(Command.WHY));
        MenuItem copy = new MenuItem(Texts.text("menu.copy-session"), Parts.icon(Feather.COPY));
        copy.setOnAction(event -> Clip.copy(session.get()));
        getItems().addAll(why, copy);
    }
}
