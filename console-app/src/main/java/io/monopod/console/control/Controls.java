package io.monopod.console.control;

import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.event.Code;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Creates small controls.
public final class Controls {
    private Controls() {}

    public static Label label(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /// A label that breaks its text into lines and shows them all.
    public static Label wrapped(String text, String... styles) {
        Label label = label(text, styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    public static HBox row(String style, Node... nodes) {
        HBox row = new HBox(nodes);
        row.getStyleClass().add(style);
        return row;
    }

    public static VBox column(String style, Node... nodes) {
        VBox column = new VBox(nodes);
        column.getStyleClass().add(style);
        return column;
    }

    /// A card in a row of cards, as wide as its share in percent. Its last node takes the height
    /// that the others leave.
    public static VBox card(double share, Node... nodes) {
        VBox card = column("card", nodes);
        card.setMinWidth(0);
        card.setPrefWidth(share * 10);
        HBox.setHgrow(card, Priority.ALWAYS);
        VBox.setVgrow(card.getChildren().getLast(), Priority.ALWAYS);
        return card;
    }

    /// Scrolls `content` vertically, in all the height that there is.
    public static ScrollPane scroll(Node content) {
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        return scroll;
    }

    /// A title of a card or a section.
    public static Label title(String key) {
        Label title = label(Texts.text(key), "section-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        return title;
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

    /// An icon-only button; its text is the tooltip and the accessible text.
    public static Button iconButton(String key, Feather feather, Runnable action) {
        Button button = new Button(null, icon(feather));
        button.getStyleClass().addAll("button-icon", "flat");
        button.setOnAction(event -> action.run());
        explain(button, Texts.text(key));
        return button;
    }

    /// Sets a control's tooltip and accessible text.
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

    /// Copies text to the clipboard.
    public static void copy(String text) {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
    }

    /// Shows a node, or hides it and frees its space.
    public static void setShown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /// Replaces the node's style class of this enum by the constant's. Style changes are expensive,
    /// so it does nothing if the class is already set.
    public static void only(Node node, String prefix, Enum<?> constant) {
        String style = prefix + constant.name().toLowerCase(Locale.ROOT);
        if (!node.getStyleClass().contains(style)) {
            node.getStyleClass().removeIf(other -> other.startsWith(prefix));
            node.getStyleClass().add(style);
        }
    }

    /// Replaces the node's ink.
    public static void setInk(Node node, Ink ink) {
        if (!node.getStyleClass().contains(ink.styleClass())) {
            node.getStyleClass()
                    .removeAll(List.of(Ink.values()).stream().map(Ink::styleClass).toList());
            node.getStyleClass().add(ink.styleClass());
        }
    }
}
