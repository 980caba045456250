package io.monopod.console.screen;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// What is copied, for other programs.
final class Clip {
    private Clip() {}

    static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
