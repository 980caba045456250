package io.monopod.console.part;

import io.monopod.console.desk.PodAction;
import io.monopod.console.live.Pod;
import io.monopod.console.text.PodWords;
import io.monopod.console.text.Texts;

import javafx.animation.FadeTransition;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

import org.kordamp.ikonli.feather.Feather;

import java.util.List;
import java.util.Locale;

/// An instance: who it is, whom it serves, and what can be done to it.
public final class PodTile extends StackPane {
    static final double HEIGHT = 66;

    private final Label name = Parts.label("", "pod-name");
    private final Label state = Parts.label("", "badge");
    private final Label holder = Parts.label("", "pod-holder");
    private final Label figures = Parts.label("", "pod-figures");
    private final MenuButton menu = new MenuButton(null, Parts.icon(Feather.MORE_VERTICAL));
    private final Region flash = new Region();
    private final Tooltip whole = Parts.tooltip("");
    private final Actions actions;
    private Pod pod;

    /// What can be done to an instance.
    public interface Actions {
        /// What is possible now, in the order in which it is offered.
        List<PodAction> possible(Pod pod);

        void act(Pod pod, PodAction action);

        /// Says why the session of this instance is there.
        void why(Pod pod);
    }

    public PodTile(Pod pod, Actions actions) {
        this.pod = pod;
        this.actions = actions;
        getStyleClass().add("pod-tile");
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        name.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        name.setMinWidth(40);
        holder.setMinWidth(0);
        menu.getStyleClass().addAll("button-icon", "flat", "no-arrow", "small");
        menu.setAccessibleText(Texts.text("pod.menu"));
        menu.setOnShowing(event -> fillMenu());
        state.setMinWidth(USE_PREF_SIZE);
        figures.setMinWidth(USE_PREF_SIZE);
        HBox head =
                new HBox(
                        8,
                        Parts.icon(Feather.SERVER, "pod-icon"),
                        name,
                        Parts.spacer(),
                        state,
                        menu);
        head.getStyleClass().add("pod-head");
        HBox foot = new HBox(8, holder, Parts.spacer(), figures);
        foot.getStyleClass().add("pod-foot");
        VBox body = new VBox(head, foot);
        body.getStyleClass().add("pod-body");
        VBox.setVgrow(foot, Priority.ALWAYS);
        flash.getStyleClass().add("pod-flash");
        flash.setMouseTransparent(true);
        flash.setOpacity(0);
        Tooltip.install(body, whole);
        getChildren().addAll(body, flash);
        // A menu that is empty does not open, so it has to have something before it is asked.
        fillMenu();
        wear(pod);
    }

    public Pod pod() {
        return pod;
    }

    public void show(Pod next) {
        if (next.equals(pod)) {
            return;
        }
        boolean changed = next.state() != pod.state();
        pod = next;
        wear(next);
        if (changed) {
            FadeTransition fade = new FadeTransition(Duration.millis(600), flash);
            fade.setFromValue(0.9);
            fade.setToValue(0);
            fade.play();
        }
    }

    private void wear(Pod next) {
        Parts.only(this, "is-", next.state());
        name.setText(next.name());
        state.setText(Texts.text("pod", next.state()));
        holder.setText(PodWords.holder(next));
        figures.setText(PodWords.figures(next));
        whole.setText(PodWords.whole(next));
        setAccessibleText(next.name() + ", " + state.getText() + ", " + holder.getText());
        Parts.setShown(menu, !actions.possible(next).isEmpty());
    }

    private void fillMenu() {
        menu.getItems().setAll(actions.possible(pod).stream().map(this::item).toList());
        if (pod.session() != null) {
            menu.getItems().add(why());
        }
        if (menu.getItems().isEmpty()) {
            menu.getItems().add(new MenuItem(Texts.text("pod.nothing")));
        }
    }

    private MenuItem item(PodAction action) {
        MenuItem item = new MenuItem(Texts.text("pod.action", action), Parts.icon(icon(action)));
        item.setId("pod-" + action.name().toLowerCase(Locale.ROOT));
        item.setOnAction(event -> actions.act(pod, action));
        return item;
    }

    private MenuItem why() {
        MenuItem item = new MenuItem(Texts.text("pod.why"), Parts.icon(Feather.HELP_CIRCLE));
        item.setId("pod-why");
        item.setOnAction(event -> actions.why(pod));
        return item;
    }

    private static Feather icon(PodAction action) {
        return switch (action) {
            case DRAIN -> Feather.LOG_OUT;
            case END_SESSION -> Feather.USER_X;
            case PAUSE -> Feather.PAUSE;
            case RESUME -> Feather.PLAY;
            case KILL -> Feather.ZAP;
            case RESTART -> Feather.ROTATE_CW;
        };
    }
}
