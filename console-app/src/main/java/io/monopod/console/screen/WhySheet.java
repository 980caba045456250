package io.monopod.console.screen;

import io.monopod.console.admin.WhyReport;
import io.monopod.console.desk.Inquiry.Finding;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.Why;
import io.monopod.console.part.Ink;
import io.monopod.console.part.Parts;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

import java.util.List;

/// Why a session is where it is: its preference list with what each instance says to it, and what
/// happened to it.
final class WhySheet {
    private final ConsoleModel model;
    private final Label who = Parts.label("", "screen-title");
    private final Label session = Parts.label("", "muted");
    private final Label summary = Parts.label("", "told");
    private final VBox steps = new VBox();
    private final VBox events = new VBox();
    private final Sheet sheet;
    private String asked = "";

    WhySheet(ConsoleModel model, Runnable hide) {
        this.model = model;
        session.setId("why-session");
        summary.setId("why-summary");
        summary.setWrapText(true);
        summary.setMinHeight(Label.USE_PREF_SIZE);
        steps.getStyleClass().add("why-steps");
        events.getStyleClass().add("why-events");
        Button again = Parts.button("why.again", Feather.ROTATE_CW, () -> ask(asked));
        again.setDefaultButton(true);
        sheet =
                new Sheet("why.title", hide)
                        .with(
                                new VBox(4, who, session),
                                summary,
                                Sheet.group("why.preference", steps),
                                Sheet.group("why.events", events))
                        .withFoot(Parts.spacer(), again);
        model.inquiry().finding().addListener((seen, old, now) -> show(now));
    }

    Node node() {
        return sheet;
    }

    void ask(String which) {
        asked = which;
        model.inquiry().ask(which);
    }

    private void show(Finding finding) {
        switch (finding) {
            case Finding.Nothing _ -> {}
            case Finding.Asking(String which) -> say(which, Texts.text("why.asking"));
            case Finding.Failed(String which, String why) -> {
                say(which, why);
                steps.getChildren().clear();
                events.getChildren().clear();
            }
            case Finding.Told(WhyReport report) -> {
                Why why = Why.of(report, model.frame().get());
                say(report.session(), why.summary());
                steps.getChildren().setAll(why.steps().stream().map(WhySheet::step).toList());
                events.getChildren().setAll(lines(why));
            }
        }
    }

    private void say(String which, String words) {
        who.setText(model.nameOf(which));
        session.setText(Texts.text("why.session", which));
        summary.setText(words);
    }

    private static Node step(Why.Step step) {
        Label pod = Parts.label(step.pod(), "why-pod");
        pod.setMinWidth(Label.USE_PREF_SIZE);
        Label says = Parts.badge(step.says(), ink(step.stand()));
        HBox line =
                new HBox(
                        Parts.label(Integer.toString(step.number()), "why-number"),
                        pod,
                        Parts.spacer(),
                        says);
        line.getStyleClass().add("why-step");
        return line;
    }

    private static Ink ink(Why.Stand stand) {
        return switch (stand) {
            case OWN -> Ink.ACTIVE;
            case FREE -> Ink.OK;
            case TAKEN -> Ink.EXHAUSTED;
        };
    }

    private static List<Node> lines(Why why) {
        if (why.events().isEmpty()) {
            return List.of(Parts.label(Texts.text("why.no-events"), "muted"));
        }
        return why.events().stream().map(WhySheet::line).toList();
    }

    private static Node line(Why.Line line) {
        Label words = Parts.label(line.text());
        words.setWrapText(true);
        words.setMinHeight(Label.USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = new HBox(Parts.label(Figures.time(line.at()), "line-time"), words);
        row.getStyleClass().add("why-line");
        return row;
    }
}
