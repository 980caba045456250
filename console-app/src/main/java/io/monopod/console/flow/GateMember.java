package io.monopod.console.flow;

import io.monopod.console.control.Controls;
import io.monopod.console.snapshot.Gateways;
import io.monopod.console.text.GatewayWords;
import io.monopod.console.text.Texts;

import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/// One of several gateways: its name and what it does, or a square with its number.
final class GateMember extends VBox {
    private static final PseudoClass LEADS = PseudoClass.getPseudoClass("leads");
    private static final PseudoClass ASKED = PseudoClass.getPseudoClass("asked");

    private final String number;
    private final Label name = Controls.label("", "gate-member-name");
    private final Label state = Controls.label("", "gate-member-state");
    private final Tooltip tooltip = Controls.tooltip("");

    /// @param number all that is shown of it; empty for words
    GateMember(String number) {
        this.number = number;
        getStyleClass().add("gate-member");
        getChildren().addAll(name, state);
        Controls.setShown(state, number.isEmpty());
        Tooltip.install(this, tooltip);
    }

    /// @param asked whether the console asks this one
    void show(Gateways.Member gateway, boolean asked) {
        String does = GatewayWords.of(gateway);
        name.setText(number.isEmpty() ? gateway.name() : number);
        state.setText(does);
        String words = Texts.text("gateway.member", gateway.name(), does);
        String more = asked ? words + "\n" + Texts.text("gateway.asked") : words;
        tooltip.setText(more);
        setAccessibleText(more);
        pseudoClassStateChanged(LEADS, gateway.leads());
        pseudoClassStateChanged(ASKED, asked);
        Controls.only(this, "tone-", gateway.state().tone());
    }
}
