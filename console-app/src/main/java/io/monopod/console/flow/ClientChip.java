package io.monopod.console.flow;

import io.monopod.console.control.Controls;
import io.monopod.console.control.Ink;
import io.monopod.console.snapshot.client.ClientRow;
import io.monopod.console.text.ClientWords;
import io.monopod.console.text.Figures;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Code;

import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// A client shown with text: its state, and its pod or code.
final class ClientChip extends VBox {
    static final double LOWEST = 34;
    static final double TALLEST = 60;

    private final Label name = Controls.label("", "chip-name");
    private final Label state = Controls.label("", "badge");
    private final Label pod = Controls.label("", "chip-pod");
    private final Label code = Controls.label("", "badge", "small");

    ClientChip() {
        getStyleClass().add("client-chip");
        pod.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        pod.setMinWidth(0);
        code.setMinWidth(0);
        state.setMinWidth(USE_PREF_SIZE);
        HBox head = new HBox(8, name, Controls.spacer(), state);
        head.getStyleClass().add("chip-head");
        HBox foot = new HBox(8, code, pod);
        foot.getStyleClass().add("chip-foot");
        getChildren().addAll(head, foot);
    }

    void show(ClientRow row) {
        ClientView view = row.view();
        name.setText(view.label());
        state.setText(ClientWords.state(row));
        Controls.setInk(state, Ink.of(row));
        Controls.setInk(this, Ink.of(row));
        Code newest = row.code();
        Code error = newest == Code.OK ? null : newest;
        Controls.setShown(code, error != null);
        Controls.setShown(pod, error == null);
        if (error != null) {
            code.setText(Figures.code(error));
            Controls.setInk(code, Ink.of(error));
        }
        pod.setText(view.pod() == null ? view.session() : view.pod());
        setAccessibleText(name.getText() + ", " + state.getText() + ", " + where(error != null));
    }

    private String where(boolean error) {
        return error ? code.getText() : pod.getText();
    }
}
