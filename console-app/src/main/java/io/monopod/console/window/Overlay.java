package io.monopod.console.window;

import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Sheets and questions over the window, the newest on top. Focus goes into the newest, stays in
/// it, and returns to where it was. Escape closes it.
final class Overlay extends StackPane {
    /// Marks a control that does not get the focus at first.
    private static final String LAST = "sheet-close";

    private final Deque<Layer> layers = new ArrayDeque<>();

    /// @param before what had the focus; null if nothing did
    private record Layer(Region scrim, Node content, @Nullable Node before) {}

    Overlay() {
        setVisible(false);
        addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
        sceneProperty().subscribe(this::watchFocus);
    }

    private void watchFocus(@Nullable Scene scene) {
        if (scene != null) {
            scene.focusOwnerProperty().addListener((seen, old, now) -> keepFocus(now));
        }
    }

    boolean isOpen() {
        return !layers.isEmpty();
    }

    /// Closes everything, and shows this.
    void open(Node content, Pos place) {
        clear();
        push(content, place);
    }

    /// Shows this over everything.
    void push(Node content, Pos place) {
        Region scrim = new Region();
        scrim.getStyleClass().add("scrim");
        scrim.setOnMousePressed(event -> pop());
        layers.push(new Layer(scrim, content, getScene().getFocusOwner()));
        setAlignment(content, place);
        getChildren().addAll(scrim, content);
        setVisible(true);
        // A scroll pane has its content only then, and with it the control for the focus.
        applyCss();
        layout();
        Platform.runLater(() -> first(content).ifPresent(Node::requestFocus));
    }

    /// Closes the newest.
    void pop() {
        Layer layer = layers.poll();
        if (layer == null) {
            return;
        }
        getChildren().removeAll(layer.scrim(), layer.content());
        setVisible(isOpen());
        Node before = layer.before();
        if (before != null && before.getScene() != null) {
            before.requestFocus();
        }
    }

    void clear() {
        while (isOpen()) {
            pop();
        }
    }

    private void onKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && isOpen()) {
            event.consume();
            pop();
        }
    }

    private void keepFocus(@Nullable Node owner) {
        Layer top = layers.peek();
        if (top != null && owner != null && !isInside(owner, top.content())) {
            Platform.runLater(() -> first(top.content()).ifPresent(Node::requestFocus));
        }
    }

    private static boolean isInside(Node node, Node parent) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (each == parent) {
                return true;
            }
        }
        return false;
    }

    /// The first control that takes the focus; the one that closes the sheet only if it is alone.
    private static Optional<Node> first(Node content) {
        return find(content, true).or(() -> find(content, false));
    }

    private static Optional<Node> find(Node node, boolean passLast) {
        if (!node.isVisible() || node.isDisabled()) {
            return Optional.empty();
        }
        if (node.isFocusTraversable() && !(passLast && node.getStyleClass().contains(LAST))) {
            return Optional.of(node);
        }
        return node instanceof Parent parent
                ? parent.getChildrenUnmodifiable().stream()
                        .flatMap(child -> find(child, passLast).stream())
                        .findFirst()
                : Optional.empty();
    }
}
