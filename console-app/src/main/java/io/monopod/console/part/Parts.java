package io.monopod.console.part;

import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.event.ClientState;
import io.monopod.scenarios.event.Code;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

import java.util.List;
import java.util.Locale;

/// Makes the smallest parts.
public final class Parts {
    private Parts() {}

    public static Label label(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /// A title of a card or a part of a screen.
    public static Label title(String key) {
        return label(Texts.text(key), "section-title");
    }

    public static FontIcon icon(Feather feather, String... styles) {
        FontIcon icon = new FontIcon(feather);
        icon.getStyleClass().addAll(styles);
        return icon;
    }

    public static Button button(String key, Feather feather, Runnable action, String... styles) {
        Button button = new Button(Texts.text(key), icon(feather));
        button.getStyleClass().addAll(styles);
        button.setOnAction(event -> action.run());
        return button;
    }

    /// A button that is only an icon: its words are in its tooltip, and for those who cannot see
    /// it.
    public static Button iconButton(String key, Feather feather, Runnable action) {
        Button button = new Button(null, icon(feather));
        button.getStyleClass().addAll("button-icon", "flat");
        button.setOnAction(event -> action.run());
        explain(button, Texts.text(key));
        return button;
    }

    /// Says what a control does, to the eye and to a screen reader.
    public static void explain(ButtonBase control, String words) {
        control.setTooltip(tooltip(words));
        control.setAccessibleText(words);
    }

    public static Tooltip tooltip(String words) {
        Tooltip tooltip = new Tooltip(words);
        tooltip.setShowDelay(Duration.millis(400));
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(360);
        return tooltip;
    }

    public static Region spacer() {
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        return spacer;
    }

    public static Label badge(String text, Ink ink) {
        return label(text, "badge", ink.styleClass());
    }

    public static Label badge(Code code) {
        return badge(Figures.code(code), Ink.of(code));
    }

    public static Label badge(ClientState state) {
        return badge(Texts.text("state", state), Ink.of(state));
    }

    /// Shows a node and gives it room, or neither.
    public static void setShown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /// Gives a node the style class of this constant in place of those of its like. Styles cost
    /// much when they change, so they do only when they must.
    public static void only(Node node, String prefix, Enum<?> constant) {
        String style = prefix + constant.name().toLowerCase(Locale.ROOT);
        if (!node.getStyleClass().contains(style)) {
            node.getStyleClass().removeIf(other -> other.startsWith(prefix));
            node.getStyleClass().add(style);
        }
    }

    /// Gives a node this ink in place of any other.
    public static void dye(Node node, Ink ink) {
        if (!node.getStyleClass().contains(ink.styleClass())) {
            node.getStyleClass()
                    .removeAll(List.of(Ink.values()).stream().map(Ink::styleClass).toList());
            node.getStyleClass().add(ink.styleClass());
        }
    }
}
