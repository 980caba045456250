package io.monopod.console.screen.operate;

import io.monopod.console.control.Controls;
import io.monopod.console.control.Ink;
import io.monopod.console.snapshot.ConsoleEvent.Tone;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.GatewayState;
import io.monopod.console.snapshot.Gateways;
import io.monopod.console.text.Figures;
import io.monopod.console.text.GatewayWords;
import io.monopod.console.text.Texts;

import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;

/// Each of several gateways with what it does, and the leader's term. Nothing of a gateway alone.
final class GatewayRow extends FlowPane {
    private final Label title = Controls.title("gateway.members");
    private final Label term = Controls.label("", "muted");

    GatewayRow() {
        setId("gateway-members");
        getStyleClass().addAll("card", "gateway-row");
        term.setId("gateway-term");
    }

    void show(Frame frame) {
        Gateways gateways = frame.gateways();
        Controls.setShown(this, gateways.areSeveral());
        if (!gateways.areSeveral()) {
            return;
        }
        getChildren().setAll(title);
        for (Gateways.Member each : gateways.all()) {
            getChildren().add(entry(each, each.name().equals(gateways.asked()), frame));
        }
        String store = gateways.store() ? "gateway.store" : "gateway.store.away";
        term.setText(Texts.text("gateway.term", gateways.term(), Texts.text(store)));
        getChildren().add(term);
    }

    private static HBox entry(Gateways.Member gateway, boolean asked, Frame frame) {
        String name = gateway.name();
        HBox entry =
                Controls.row(
                        "gateway-entry",
                        Controls.label(name, "gateway-name"),
                        Controls.badge(GatewayWords.of(gateway), ink(gateway)));
        if (gateway.state() instanceof GatewayState.Silent silent) {
            String age = Figures.roughly(silent.since(frame.at()));
            entry.getChildren().add(Controls.label(Texts.text("gateway.seen", age), "muted"));
        } else if (asked) {
            entry.getChildren().add(Controls.label(Texts.text("gateway.asked"), "muted"));
        }
        return entry;
    }

    private static Ink ink(Gateways.Member gateway) {
        Tone tone = gateway.state().tone();
        return switch (tone) {
            case GOOD -> gateway.leads() ? Ink.ACTIVE : Ink.OK;
            case WARNING -> Ink.EXHAUSTED;
            case BAD -> Ink.UNAVAILABLE;
            case NEUTRAL -> Ink.MUTED;
        };
    }
}
