package io.monopod.console.screen;

import io.monopod.console.control.Controls;
import io.monopod.console.control.FactGrid;
import io.monopod.console.model.Grpcurl;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Plain;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Call;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Metadatum;
import io.monopod.scenarios.event.StatusDetail;
import io.monopod.scenarios.system.Endpoint;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;

import org.kordamp.ikonli.feather.Feather;

import java.util.ArrayList;
import java.util.List;

/// The details of a call, in sections.
final class CallSections {
    private final Call call;
    private final Answer answer;
    private final Endpoint.Transport transport;

    CallSections(Exchange exchange, Endpoint.Transport transport) {
        this.call = exchange.call();
        this.answer = exchange.answer();
        this.transport = transport;
    }

    List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        nodes.add(section("details.answer", facts()));
        for (StatusDetail detail : answer.details()) {
            nodes.add(titled(detail.type(), block(detail.text())));
        }
        addEntries(nodes, "details.sent", call.sent());
        addEntries(nodes, "details.headers", answer.headers());
        addEntries(nodes, "details.trailers", answer.trailers());
        nodes.add(again());
        return nodes;
    }

    private Node facts() {
        String reason = answer.reason();
        String pod = answer.pod();
        return new FactGrid()
                .fact("details.code", Figures.code(answer.code()))
                .fact("details.message", Plain.message(answer))
                .fact("details.library", Plain.isOurs(answer) ? answer.message() : "")
                .fact("details.reason", reason == null ? "" : reason)
                .fact("details.retry", Figures.retry(answer.retry()))
                .fact("details.pod", pod == null ? "" : pod)
                .fact("details.form", form())
                .fact("details.to", call.to())
                .fact("details.attempt", Integer.toString(call.attempt()))
                .fact("details.started", Figures.time(call.startedAt()))
                .fact("details.latency", Figures.duration(answer.latency()));
    }

    private String form() {
        if (answer.endedByClient()) {
            return Texts.text("details.form.ended", answer.messages());
        }
        if (answer.local()) {
            return Texts.text("details.form.local");
        }
        return answer.ok()
                ? Texts.text("details.form.messages", answer.messages())
                : Texts.text(
                        answer.trailersOnly()
                                ? "details.form.trailers-only"
                                : "details.form.trailers");
    }

    private static void addEntries(List<Node> nodes, String key, List<Metadatum> entries) {
        if (!entries.isEmpty()) {
            FactGrid grid = new FactGrid();
            entries.forEach(entry -> grid.entry(entry.name(), entry.value()));
            nodes.add(section(key, grid));
        }
    }

    private Node again() {
        String line = Grpcurl.line(call, transport);
        Button copy =
                Controls.button(
                        "details.copy", Feather.COPY, () -> Controls.copy(line), "small", "flat");
        HBox head =
                Controls.row(
                        "card-head", Controls.title("details.grpcurl"), Controls.spacer(), copy);
        return Controls.column("details-section", head, block(line));
    }

    /// Preformatted, selectable text.
    private static Node block(String text) {
        TextArea area = new TextArea(text);
        area.setEditable(false);
        area.setWrapText(true);
        area.getStyleClass().add("code-block");
        area.setPrefRowCount(
                Math.clamp(text.lines().mapToInt(line -> 1 + line.length() / 48).sum(), 1, 8));
        return area;
    }

    /// A titled section.
    static Node section(String key, Node content) {
        return titled(Texts.text(key), content);
    }

    private static Node titled(String title, Node content) {
        return Controls.column("details-section", Controls.label(title, "section-title"), content);
    }
}
