package io.monopod.console.window;

import io.monopod.console.command.Command;
import io.monopod.console.command.Commands;
import io.monopod.console.control.Controls;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.service.system.Link;
import io.monopod.console.service.system.OpenSystem;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.Gateways;
import io.monopod.console.text.GatewayWords;
import io.monopod.console.text.PolicyWords;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.system.SystemSpec;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

import org.kordamp.ikonli.feather.Feather;

/// The state of the connection; a click opens the connection sheet.
final class LinkChip extends Button {
    private final Region dot = new Region();
    private final Label title = Controls.label("", "link-title");
    private final Label detail = Controls.label("", "link-detail");

    /// Has all words, where the window is too narrow for them.
    private final Tooltip tooltip = Controls.tooltip("");

    private final String hint;

    LinkChip(ConsoleModel model, Commands commands) {
        setId("link");
        getStyleClass().add("link-chip");
        dot.getStyleClass().add("link-dot");
        title.setMinWidth(USE_PREF_SIZE);
        HBox words = new HBox(8, dot, title, detail, Controls.icon(Feather.CHEVRON_DOWN));
        words.getStyleClass().add("link-words");
        setGraphic(words);
        setMinWidth(120);
        hint = commands.hint("link.hint", Command.CONNECT);
        setTooltip(tooltip);
        setOnAction(event -> commands.run(Command.CONNECT));
        model.link().subscribe(link -> show(link, model.frame().get()));
        model.frame().subscribe(frame -> show(model.link().get(), frame));
    }

    private void show(Link link, Frame frame) {
        switch (link) {
            case Link.Off off -> restyle("off", Texts.text("link.off"), "");
            case Link.Opening opening ->
                    restyle("busy", name(opening.target()), opening.progress());
            case Link.On on -> showOpen(on, frame);
            case Link.Closing closing ->
                    restyle("busy", name(closing.target()), Texts.text("link.closing"));
            case Link.Broken broken ->
                    restyle("broken", name(broken.target()), Texts.text("link.broken"));
        }
    }

    /// Green only while the gateway answers.
    private void showOpen(Link.On on, Frame frame) {
        Gateways gateways = frame.gateways();
        String style =
                switch (gateways.tone()) {
                    case NEUTRAL, GOOD -> "on";
                    case WARNING -> "busy";
                    case BAD -> "broken";
                };
        String name = name(on.target());
        String trouble = GatewayWords.brief(gateways);
        if (trouble.isEmpty()) {
            restyle(style, name, detail(on.system(), frame));
        } else {
            String since = GatewayWords.since(frame);
            restyle(style, trouble, since.isEmpty() ? name : name + ", " + since);
        }
    }

    private void restyle(String style, String words, String more) {
        String wanted = "link-is-" + style;
        if (!getStyleClass().contains(wanted)) {
            getStyleClass().removeIf(other -> other.startsWith("link-is-"));
            getStyleClass().add(wanted);
        }
        title.setText(words);
        detail.setText(more);
        Controls.setShown(detail, !more.isEmpty());
        setAccessibleText(words + " " + more);
        tooltip.setText((more.isEmpty() ? words : words + ", " + more) + "\n" + hint);
    }

    private static String name(Link.Target target) {
        return switch (target) {
            case Link.Target.Local local -> Texts.text("link.local");
            case Link.Target.Remote remote -> remote.gateway().name();
        };
    }

    private static String detail(OpenSystem system, Frame frame) {
        String policy = PolicyWords.of(system.policy());
        SystemSpec spec = system.spec();
        if (spec == null) {
            String instances =
                    frame.gatewayTells()
                            ? Texts.text("link.instances", frame.livePods())
                            : Texts.text("link.instances.unknown");
            return Texts.text("link.remote.detail", policy, instances);
        }
        return spec.isShared()
                ? Texts.text("link.local.gateways", spec.gateways(), spec.instances(), policy)
                : Texts.text(
                        "link.local.detail",
                        spec.instances(),
                        policy,
                        system.tested().gateway().port());
    }
}
