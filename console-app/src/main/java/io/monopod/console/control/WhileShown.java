package io.monopod.console.control;

import io.monopod.console.snapshot.Frame;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;

import java.util.function.Consumer;

/// Frames for a part of the window that is not always shown.
public final class WhileShown {
    private WhileShown() {}

    /// Passes on every frame while the node is in a window, and the newest one when it comes there.
    /// A view that is not shown costs the UI thread nothing.
    ///
    /// @param show called on the UI thread
    public static void follow(Node node, ObservableValue<Frame> frame, Consumer<Frame> show) {
        frame.addListener(
                (seen, old, now) -> {
                    if (node.getScene() != null) {
                        show.accept(now);
                    }
                });
        node.sceneProperty()
                .addListener(
                        (seen, old, now) -> {
                            if (now != null) {
                                show.accept(frame.getValue());
                            }
                        });
    }
}
