package io.monopod.console.screen;

import io.monopod.console.live.ClientRow;
import io.monopod.console.live.Frame;
import io.monopod.console.part.Ink;
import io.monopod.console.part.Parts;
import io.monopod.scenarios.event.ClientId;

import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/// A cell that shows one thing of its client, and shows it anew with every frame while it is in
/// sight: of 10,000 rows only those are drawn that can be seen.
final class ClientCell extends TableCell<ClientId, ClientId> {
    private final ObservableValue<Frame> frame;
    private final Function<ClientRow, Content> content;
    private final Label badge = Parts.label("", "badge");
    private Content shown = Content.NOTHING;

    /// Held here: the frame holds it weakly.
    private final InvalidationListener onFrame = seen -> render();

    /// @param ink of a badge; null for plain words
    record Content(String text, @Nullable Ink ink) {
        static final Content NOTHING = new Content("", null);

        static Content plain(@Nullable String text) {
            return text == null ? NOTHING : new Content(text, null);
        }
    }

    ClientCell(ObservableValue<Frame> frame, Function<ClientRow, Content> content) {
        this.frame = frame;
        this.content = content;
        frame.addListener(new WeakInvalidationListener(onFrame));
    }

    @Override
    protected void updateItem(@Nullable ClientId id, boolean empty) {
        super.updateItem(id, empty);
        render();
    }

    private void render() {
        ClientId id = getItem();
        ClientRow row = id == null || isEmpty() ? null : frame.getValue().client(id);
        Content next = row == null ? Content.NOTHING : content.apply(row);
        if (!next.equals(shown)) {
            shown = next;
            if (next.ink() == null) {
                setGraphic(null);
                setText(next.text());
            } else {
                badge.setText(next.text());
                Parts.dye(badge, next.ink());
                setText(null);
                setGraphic(badge);
            }
        }
    }
}
