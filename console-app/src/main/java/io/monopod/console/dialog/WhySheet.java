package io.monopod.console.dialog;

import io.monopod.console.admin.WhyReport;
import io.monopod.console.control.Controls;
import io.monopod.console.control.Ink;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.Why;
import io.monopod.console.service.Inquiry.Finding;
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

/// Explains a session's place: its preference list with the answer of each instance, and its
/// events.
public final class WhySheet extends Sheet {
    private final ConsoleModel model;
    private final Label who = Controls.label("", "screen-title");
    private final Label session = Controls.label("", "muted");
    private final Label summary = Controls.wrapped("", "told");
    private final VBox steps = new VBox();
    private final VBox events = new VBox();
    private String current = "";

    public WhySheet(ConsoleModel model, Runnable hide) {
        super("why.head", hide);
        this.model = model;
        session.setId("why-session");
        summary.setId("why-summary");
        steps.getStyleClass().add("why-steps");
        events.getStyleClass().add("why-events");
        Button again = Controls.button("why.again", Feather.ROTATE_CW, () -> ask(current));
        meant(again);
        with(
                new VBox(4, who, session),
                summary,
                group("why.preference", steps),
                group("why.events", events));
        withFoot(Controls.spacer(), again);
        model.inquiry().finding().addListener((seen, old, now) -> show(now));
    }

    public void ask(String which) {
        current = which;
        if (model.frame().get().saved() == null) {
            model.inquiry().ask(which);
        } else {
            show(new WhyReport(which, List.of(), List.of()), "");
        }
    }

    private void show(Finding finding) {
        switch (finding) {
            case Finding.Nothing _ -> {}
            case Finding.Asking(String which) ->
                    show(new WhyReport(which, List.of(), List.of()), Texts.text("why.asking"));
            case Finding.Failed(String which, String why) ->
                    show(new WhyReport(which, List.of(), List.of()), why);
            case Finding.Answered(WhyReport report) -> show(report, "");
        }
    }

    /// What the console itself remembers is shown in any case.
    private void show(WhyReport report, String note) {
        Why why = Why.of(report, model.frame().get());
        who.setText(why.question());
        session.setText(Texts.text("why.session", report.session()));
        summary.setText((why.summary() + " " + note).strip());
        steps.getChildren().setAll(why.steps().stream().map(WhySheet::step).toList());
        events.getChildren().setAll(lines(why));
    }

    private static Node step(Why.Step step) {
        Label pod = Controls.label(step.pod(), "why-pod");
        pod.setMinWidth(Label.USE_PREF_SIZE);
        Label says = Controls.badge(step.says(), ink(step.stand()));
        return Controls.row(
                "why-step",
                Controls.label(Integer.toString(step.number()), "why-number"),
                pod,
                Controls.spacer(),
                says);
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
            return List.of(Controls.label(Texts.text("why.no-events"), "muted"));
        }
        return why.events().stream().map(WhySheet::line).toList();
    }

    private static Node line(Why.Line line) {
        Label words = Controls.wrapped(line.text());
        HBox.setHgrow(words, Priority.ALWAYS);
        return Controls.row(
                "why-line", Controls.label(Figures.time(line.at()), "line-time"), words);
    }
}
