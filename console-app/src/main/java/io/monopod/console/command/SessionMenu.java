package io.monopod.console.command;

import io.monopod.console.control.Controls;
import io.monopod.console.text.Texts;

import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;

import org.kordamp.ikonli.feather.Feather;

import java.util.function.Supplier;

/// The context menu of a session in a list.
public final class SessionMenu extends ContextMenu {
    /// @param session supplies the session of the selected row
    public SessionMenu(Commands commands, Supplier<String> session) {
        MenuItem why = new MenuItem(Texts.text("why.title"), Controls.icon(Feather.HELP_CIRCLE));
        why.setId("menu-why");
        why.setAccelerator(Command.WHY.keys());
        why.setOnAction(event -> commands.run(Command.WHY));
        MenuItem copy = new MenuItem(Texts.text("menu.copy-session"), Controls.icon(Feather.COPY));
        copy.setOnAction(event -> Controls.copy(session.get()));
        getItems().addAll(why, copy);
    }
}
