package io.monopod.console.screen;

import io.monopod.console.desk.Link;
import io.monopod.console.desk.OpenSystem;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.part.Parts;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.system.SystemSpec;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

import org.kordamp.ikonli.feather.Feather;

/// The state of the connection, always in sight; a click opens the sheet where it is made.
final class LinkChip extends Button {
    private final Region dot = new Region();
    private final Label title = Parts.label("", "link-title");
    private final Label detail = Parts.label("", "link-detail");

    LinkChip(ConsoleModel model, Commands commands) {
        setId("link");
        getStyleClass().add("link-chip");
        dot.getStyleClass().add("link-dot");
        title.setMinWidth(USE_PREF_SIZE);
        HBox words = new HBox(8, dot, title, detail, Parts.icon(Feather.CHEVRON_DOWN));
        words.getStyleClass().add("link-words");
        setGraphic(words);
        setMinWidth(120);
        setTooltip(Parts.tooltip(commands.hint("link.hint", Command.CONNECT)));
        setOnAction(event -> commands.run(Command.CONNECT));
        model.link().addListener((seen, old, now) -> show(now));
        show(model.link().get());
    }

    private void show(Link link) {
        getStyleClass().removeIf(style -> style.startsWith("link-is-"));
        switch (link) {
            case Link.Off off -> wear("off", Texts.text("link.off"), "");
            case Link.Opening opening -> wear("busy", name(opening.target()), opening.progress());
            case Link.On on -> wear("on", name(on.target()), detail(on.system()));
            case Link.Closing closing ->
                    wear("busy", name(closing.target()), Texts.text("link.closing"));
            case Link.Broken broken ->
                    wear("broken", name(broken.target()), Texts.text("link.broken"));
        }
    }

    private void wear(String style, String words, String more) {
        getStyleClass().add("link-is-" + style);
        title.setText(words);
        detail.setText(more);
        Parts.setShown(detail, !more.isEmpty());
        setAccessibleText(words + " " + more);
    }

    private static String name(Link.Target target) {
        return switch (target) {
            case Link.Target.Local local -> Texts.text("link.local");
            case Link.Target.Remote remote -> remote.gateway().endpoint().authority();
        };
    }

    private static String detail(OpenSystem system) {
        String policy = Texts.text("policy", system.tested().policy());
        SystemSpec spec = system.spec();
        return spec == null
                ? policy
                : Texts.text(
                        "link.local.detail",
                        spec.instances(),
                        policy,
                        system.tested().gateway().port());
    }
}
