package io.monopod.console.screen;

import io.monopod.console.command.Command;
import io.monopod.console.command.Commands;
import io.monopod.console.control.Controls;
import io.monopod.console.control.Ink;
import io.monopod.console.control.WhileShown;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.Why;
import io.monopod.console.service.system.Link;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.client.SessionRecord;
import io.monopod.console.text.ClientWords;
import io.monopod.console.text.Figures;
import io.monopod.scenarios.event.CallId;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.system.Endpoint;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

import java.util.List;

/// One client in full: its state, its calls, and all details of the selected call.
final class ClientDetails extends VBox {
    private static final int MAX_CALLS = 12;

    private final ConsoleModel model;
    private final Label name = Controls.label("", "details-name");
    private final Label state = Controls.label("", "badge");
    private final Button why;
    private final VBox session = new VBox();
    private final VBox calls = new VBox();
    private final VBox call = new VBox();
    private List<Exchange> shown = List.of();
    private String shownSession = "";
    private @Nullable SessionRecord shownRecord;

    /// The selected call; null for the newest failed call, or else the newest.
    private @Nullable CallId chosen;

    ClientDetails(ConsoleModel model, Commands commands) {
        this.model = model;
        why =
                Controls.iconButton(
                        "why.title", Feather.HELP_CIRCLE, () -> commands.run(Command.WHY));
        setId("client-details");
        getStyleClass().add("details");
        calls.getStyleClass().add("details-calls");
        call.getStyleClass().add("details-call");
        HBox head =
                Controls.row(
                        "details-head",
                        name,
                        state,
                        Controls.spacer(),
                        why,
                        Controls.iconButton(
                                "details.close",
                                Feather.X,
                                () -> model.clients().selected().set(null)));
        VBox body = Controls.column("details-body", session, calls, call);
        ScrollPane scroll = Controls.scroll(body);
        setMinWidth(300);
        setPrefWidth(400);
        getChildren().addAll(head, scroll);
        model.clients().selected().addListener((seen, old, now) -> chosen = null);
        WhileShown.follow(this, model.frame(), now -> show(now.focus()));
    }

    private void show(Frame.@Nullable Focus focus) {
        if (focus == null) {
            return;
        }
        ClientView view = focus.client().view();
        name.setText(view.label());
        String question = Why.question(view.session(), model.frame().get());
        if (!question.equals(why.getAccessibleText())) {
            Controls.explain(why, question);
        }
        state.setText(ClientWords.state(focus.client()));
        Controls.setInk(state, Ink.of(focus.client()));
        if (!focus.client().session().equals(shownRecord) || !view.session().equals(shownSession)) {
            shownRecord = focus.client().session();
            shownSession = view.session();
            session.getChildren().setAll(SessionFacts.of(view.session(), shownRecord));
        }
        if (!focus.calls().equals(shown)) {
            shown = focus.calls();
            draw();
        }
    }

    private void draw() {
        List<Exchange> newest = shown.reversed().stream().limit(MAX_CALLS).toList();
        Exchange full = full(newest);
        calls.getChildren()
                .setAll(newest.stream().map(each -> line(each, each.equals(full))).toList());
        if (full == null) {
            call.getChildren().clear();
        } else {
            call.getChildren().setAll(new CallSections(full, transport()).nodes());
        }
    }

    private @Nullable Exchange full(List<Exchange> newest) {
        return newest.stream()
                .filter(each -> each.call().id().equals(chosen))
                .findFirst()
                .or(
                        () ->
                                newest.stream()
                                        .filter(each -> each.answer().outcome() != Code.OK)
                                        .findFirst())
                .or(() -> newest.stream().findFirst())
                .orElse(null);
    }

    private ToggleButton line(Exchange exchange, boolean selected) {
        Label method = Controls.label(exchange.call().method(), "call-method");
        method.setMinWidth(0);
        Label latency = Controls.label(Figures.duration(exchange.answer().latency()), "muted");
        latency.setMinWidth(USE_PREF_SIZE);
        Label code = Controls.badge(exchange.answer().outcome());
        code.setMinWidth(0);
        HBox words = Controls.row("call-line", method, Controls.spacer(), code, latency);
        ToggleButton line = new ToggleButton(null, words);
        words.prefWidthProperty().bind(line.widthProperty().subtract(26));
        line.getStyleClass().add("call-button");
        line.setMaxWidth(Double.MAX_VALUE);
        line.setSelected(selected);
        line.setAccessibleText(method.getText() + ", " + code.getText());
        line.setOnAction(
                event -> {
                    chosen = exchange.call().id();
                    draw();
                });
        return line;
    }

    private Endpoint.Transport transport() {
        return model.link().get() instanceof Link.On on
                ? on.system().tested().gateway().transport()
                : new Endpoint.Transport.Plaintext();
    }
}
