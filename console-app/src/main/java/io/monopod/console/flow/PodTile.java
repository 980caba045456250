package io.monopod.console.flow;

import io.monopod.console.control.Controls;
import io.monopod.console.service.PodAction;
import io.monopod.console.snapshot.Pod;
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

/// An instance: its name, its session and its actions.
public final class PodTile extends StackPane {
    static final double HEIGHT = 66;

    /// Of a tile without its second line.
    static final double LOW = 30;

    private static final String STALE = "stale";

    private final Label name = Controls.label("", "pod-name");
    private final Label state = Controls.label("", "badge");
    private final Label holder = Controls.label("", "pod-holder");
    private final Label figures = Controls.label("", "pod-figures");
    private final MenuButton menu = new MenuButton(null, Controls.icon(Feather.MORE_VERTICAL));
    private final Region flash = new Region();
    private final FadeTransition fade = new FadeTransition(Duration.millis(600), flash);
    private final HBox foot;
    private final Tooltip whole = Controls.tooltip("");
    private final Actions actions;
    private Pod pod;
    private String seen = "";

    /// The actions on an instance.
    public interface Actions {
        /// The actions that are possible now, in display order.
        List<PodAction> possible(Pod pod);

        void act(Pod pod, PodAction action);

        /// Explains why the session of this instance is there.
        void why(Pod pod);

        /// Lists the clients that it serves or has served.
        void clients(Pod pod);

        /// Whether its output is known here.
        boolean hasLog(Pod pod);

        /// Shows its output.
        void log(Pod pod);
    }

    public PodTile(Pod pod, Actions actions) {
        this.pod = pod;
        this.actions = actions;
        getStyleClass().add("pod-tile");
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
                        Controls.icon(Feather.SERVER, "pod-icon"),
                        name,
                        Controls.spacer(),
                        state,
                        menu);
        head.getStyleClass().add("pod-head");
        foot = new HBox(8, holder, Controls.spacer(), figures);
        foot.getStyleClass().add("pod-foot");
        VBox body = Controls.column("pod-body", head, foot);
        VBox.setVgrow(foot, Priority.ALWAYS);
        flash.getStyleClass().add("pod-flash");
        flash.setMouseTransparent(true);
        flash.setOpacity(0);
        fade.setFromValue(0.9);
        fade.setToValue(0);
        Tooltip.install(body, whole);
        getChildren().addAll(body, flash);
        // An empty menu does not open, and most menus are never opened.
        menu.getItems().add(new MenuItem());
        restyle(pod);
    }

    public Pod pod() {
        return pod;
    }

    /// Whether it has the focus, or its menu is open.
    boolean isInUse() {
        return menu.isFocused() || menu.isShowing();
    }

    /// Shows this instance, which may be another one than before.
    ///
    /// @param age how old this is, in words; empty if it is fresh
    public void show(Pod next, String age) {
        if (next.equals(pod) && age.equals(seen)) {
            return;
        }
        seen = age;
        boolean same = next.name().equals(pod.name());
        boolean changed = same && next.state() != pod.state();
        pod = next;
        restyle(next);
        if (changed) {
            fade.playFromStart();
        } else if (!same) {
            fade.stop();
            flash.setOpacity(0);
            menu.hide(); // it was another instance's
        }
    }

    /// Shows one line only, or both.
    void fit(double height) {
        boolean low = height < HEIGHT;
        Controls.setShown(foot, !low);
        if (low && !getStyleClass().contains("low")) {
            getStyleClass().add("low");
        } else if (!low) {
            getStyleClass().remove("low");
        }
    }

    private void restyle(Pod next) {
        Controls.only(this, "is-", next.state());
        name.setText(next.name());
        state.setText(Texts.text("pod", next.state()));
        holder.setText(PodWords.holder(next));
        figures.setText(seen.isEmpty() ? PodWords.figures(next) : seen);
        if (seen.isEmpty()) {
            getStyleClass().remove(STALE);
        } else if (!getStyleClass().contains(STALE)) {
            getStyleClass().add(STALE);
        }
        whole.setText(PodWords.whole(next));
        setAccessibleText(next.name() + ", " + state.getText() + ", " + holder.getText());
    }

    /// The items are for the instance that the tile shows now, whatever it shows later.
    private void fillMenu() {
        Pod shown = pod;
        menu.getItems()
                .setAll(actions.possible(shown).stream().map(each -> item(each, shown)).toList());
        if (shown.session() != null) {
            menu.getItems()
                    .add(item("pod.why", Feather.HELP_CIRCLE, () -> actions.why(now(shown))));
        }
        menu.getItems().add(item("pod.clients", Feather.USERS, () -> actions.clients(now(shown))));
        if (actions.hasLog(shown)) {
            menu.getItems().add(item("pod.log", Feather.FILE_TEXT, () -> actions.log(now(shown))));
        }
    }

    /// As it is now, or as it was last.
    private Pod now(Pod shown) {
        return pod.name().equals(shown.name()) ? pod : shown;
    }

    private MenuItem item(PodAction action, Pod shown) {
        MenuItem item = new MenuItem(Texts.text("pod.action", action), Controls.icon(icon(action)));
        item.setId("pod-" + action.name().toLowerCase(Locale.ROOT));
        item.setOnAction(event -> actions.act(now(shown), action));
        return item;
    }

    private static MenuItem item(String key, Feather icon, Runnable action) {
        MenuItem item = new MenuItem(Texts.text(key), Controls.icon(icon));
        item.setId(key.replace('.', '-'));
        item.setOnAction(event -> action.run());
        return item;
    }

    /// The icon of an action.
    public static Feather icon(PodAction action) {
        return switch (action) {
            case DRAIN -> Feather.LOG_OUT;
            case UNDRAIN -> Feather.LOG_IN;
            case END_SESSION -> Feather.USER_X;
            case PAUSE -> Feather.PAUSE;
            case RESUME -> Feather.PLAY;
            case KILL -> Feather.ZAP;
            case RESTART -> Feather.ROTATE_CW;
        };
    }
}
