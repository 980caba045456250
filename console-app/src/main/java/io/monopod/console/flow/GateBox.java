package io.monopod.console.flow;

import io.monopod.console.control.Controls;
import io.monopod.console.snapshot.Gateways;
import io.monopod.console.text.GatewayWords;
import io.monopod.console.text.Texts;

import javafx.scene.control.Label;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

import java.util.ArrayList;
import java.util.List;

/// The gateway in the middle of the picture; of several, each as a small box in it.
final class GateBox extends VBox {
    private static final double ALONE = 76;
    private static final double SEVERAL = 108;

    /// More boxes with words do not fit into the lowest picture: each is a square then.
    private static final int MAX_IN_WORDS = 3;

    private final FontIcon icon = Controls.icon(Feather.SHUFFLE, "gate-icon");
    private final Label state = Controls.wrapped("", "gate-state");
    private final Label policy = Controls.label("", "gate-policy");
    private final Label room = Controls.label("", "gate-room");
    private final Label name = Controls.label(Texts.text("flow.gateway"), "gate-name");
    private final TilePane members = new TilePane();
    private final List<GateMember> boxes = new ArrayList<>();

    GateBox() {
        getStyleClass().add("gate");
        members.getStyleClass().add("gate-members");
        getChildren().addAll(icon, name, state, members, policy, room);
        Controls.setShown(members, false);
    }

    double width() {
        return members.isManaged() ? SEVERAL : ALONE;
    }

    /// @param policyName empty if unknown
    void show(Gateways gateways, String policyName, int waiting) {
        policy.setText(policyName);
        room.setText(Texts.text("flow.waiting", waiting));
        Controls.setShown(room, waiting > 0);
        state.setText(GatewayWords.brief(gateways));
        Controls.setShown(state, !state.getText().isEmpty());
        Controls.only(this, "tone-", gateways.tone());
        Controls.setShown(icon, !gateways.areSeveral());
        Controls.setShown(members, gateways.areSeveral());
        Controls.setShown(name, !gateways.areSeveral() || state.getText().isEmpty());
        name.setText(
                gateways.areSeveral()
                        ? Texts.text("flow.gateways", gateways.all().size())
                        : Texts.text("flow.gateway"));
        if (gateways.areSeveral()) {
            showAll(gateways);
        }
    }

    private void showAll(Gateways gateways) {
        int count = gateways.all().size();
        if (boxes.size() != count) {
            boxes.clear();
            for (int i = 0; i < count; i++) {
                boxes.add(new GateMember(count <= MAX_IN_WORDS ? "" : Integer.toString(i + 1)));
            }
            members.setPrefColumns(count <= MAX_IN_WORDS ? 1 : MAX_IN_WORDS);
            members.getChildren().setAll(boxes);
        }
        for (int i = 0; i < count; i++) {
            Gateways.Member member = gateways.all().get(i);
            boxes.get(i).show(member, member.name().equals(gateways.asked()));
        }
    }
}
