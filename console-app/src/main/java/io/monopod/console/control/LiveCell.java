package io.monopod.console.control;

import io.monopod.console.snapshot.Frame;

import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/// A cell that shows a value for its row's key, and updates with every frame while it is in a
/// window. Of 10,000 rows only the visible ones are drawn.
public final class LiveCell<K> extends TableCell<K, K> {
    private final Function<K, Content> content;
    private final Label badge = Controls.label("", "badge");
    private Content shown = Content.NOTHING;

    /// A strong reference: the frame holds the listener weakly.
    private final InvalidationListener onFrame = seen -> render();

    /// @param ink of a badge; null for plain text
    public record Content(String text, @Nullable Ink ink) {
        public static final Content NOTHING = new Content("", null);

        public static Content plain(@Nullable String text) {
            return text == null ? NOTHING : new Content(text, null);
        }
    }

    private LiveCell(ObservableValue<Frame> frame, Function<K, Content> content) {
        this.content = content;
        frame.addListener(new WeakInvalidationListener(onFrame));
        sceneProperty().addListener(onFrame);
    }

    /// A column of such cells.
    public static <K> TableColumn<K, K> column(
            String name, double width, ObservableValue<Frame> frame, Function<K, Content> content) {
        TableColumn<K, K> column = new TableColumn<>(name);
        column.setPrefWidth(width);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setCellFactory(each -> new LiveCell<>(frame, content));
        return column;
    }

    @Override
    protected void updateItem(@Nullable K key, boolean empty) {
        super.updateItem(key, empty);
        render();
    }

    private void render() {
        if (getScene() == null) {
            return;
        }
        K key = getItem();
        Content next = key == null || isEmpty() ? Content.NOTHING : content.apply(key);
        if (!next.equals(shown)) {
            shown = next;
            if (next.ink() == null) {
                setGraphic(null);
                setText(next.text());
            } else {
                badge.setText(next.text());
                Controls.setInk(badge, next.ink());
                setText(null);
                setGraphic(badge);
            }
        }
    }
}
