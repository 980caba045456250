package io.monopod.console.screen;

import io.monopod.console.desk.Link;
import io.monopod.console.live.Frame;
import io.monopod.console.live.SessionRecord;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.part.Ink;
import io.monopod.console.part.Parts;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.event.CallId;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.system.Endpoint;

import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

import java.util.List;

/// All of one client: where it stands, its calls, and everything of the call that is chosen.
final class ClientDetails extends VBox {
    private static final int MOST_CALLS = 12;

    private final ConsoleModel model;
    private final Label name = Parts.label("", "details-name");
    private final Label state = Parts.label("", "badge");
    private final VBox session = new VBox();
    private final VBox calls = new VBox();
    private final VBox call = new VBox();
    private List<Exchange> shown = List.of();
    private String shownSession = "";
    private @Nullable SessionRecord told;

    /// The call that is shown in full; null for the newest that failed, or else the newest.
    private @Nullable CallId chosen;

    ClientDetails(ConsoleModel model, Commands commands) {
        this.model = model;
        setId("client-details");
        getStyleClass().add("details");
        calls.getStyleClass().add("details-calls");
        call.getStyleClass().add("details-call");
        HBox head =
                new HBox(
                        name,
                        state,
                        Parts.spacer(),
                        Parts.iconButton(
                                "details.why",
                                Feather.HELP_CIRCLE,
                                () -> commands.run(Command.WHY)),
                        Parts.iconButton(
                                "details.close",
                                Feather.X,
                                () -> model.clients().selected().set(null)));
        head.getStyleClass().add("details-head");
        VBox body = new VBox(session, calls, call);
        body.getStyleClass().add("details-body");
        ScrollPane scroll = new ScrollPane(body);
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        setMinWidth(300);
        setPrefWidth(400);
        getChildren().addAll(head, scroll);
        model.clients().selected().addListener((seen, old, now) -> chosen = null);
        model.frame().addListener((seen, old, now) -> show(now.focus()));
    }

    private void show(Frame.@Nullable Focus focus) {
        if (focus == null) {
            return;
        }
        ClientView view = focus.client().view();
        name.setText(view.label());
        state.setText(Texts.text("state", view.state()));
        Parts.dye(state, Ink.of(view.state()));
        if (!focus.client().session().equals(told) || !view.session().equals(shownSession)) {
            told = focus.client().session();
            shownSession = view.session();
            session.getChildren().setAll(SessionFacts.of(view.session(), told));
        }
        if (!focus.calls().equals(shown)) {
            shown = focus.calls();
            draw();
        }
    }

    private void draw() {
        List<Exchange> newest = shown.reversed().stream().limit(MOST_CALLS).toList();
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
                .or(() -> newest.stream().filter(each -> !each.answer().ok()).findFirst())
                .or(() -> newest.stream().findFirst())
                .orElse(null);
    }

    private ToggleButton line(Exchange exchange, boolean selected) {
        Label method = Parts.label(exchange.call().method(), "call-method");
        method.setMinWidth(0);
        Label latency = Parts.label(Figures.duration(exchange.answer().latency()), "muted");
        latency.setMinWidth(USE_PREF_SIZE);
        Label code = Parts.badge(exchange.answer().code());
        code.setMinWidth(0);
        HBox words = new HBox(method, Parts.spacer(), code, latency);
        words.getStyleClass().add("call-line");
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
