package io.monopod.scenarios.report;

import static io.monopod.scenarios.report.XmlText.escape;

import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Evidence;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Validation;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A run as one self-contained page: which client got which pod, which code, and when.
final class HtmlReport {
    private static final int MAX_ROWS = 2_000;

    private final RunRecord run;
    private final HtmlPage page = new HtmlPage();

    private HtmlReport(RunRecord run) {
        this.run = run;
    }

    static void write(RunRecord run, Path file) throws IOException {
        Files.writeString(file, new HtmlReport(run).render(styleSheet()));
    }

    private static String styleSheet() throws IOException {
        try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
            if (css == null) {
                throw new IOException("report.css is missing from the program");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String render(String css) {
        page.append(
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s: %s</title>
                <style>
                %s</style>
                </head>
                <body>
                """
                        .formatted(
                                escape(run.run().scenario()),
                                run.verdict().toString().toLowerCase(Locale.ROOT),
                                css));
        head();
        validations();
        timeline();
        clients();
        calls();
        return page.append("</body>\n</html>\n").toString();
    }

    private void head() {
        page.append(
                """
                <header>
                <h1>%s <span class="verdict %s">%s</span></h1>
                <p>%s</p>
                <dl>
                """
                        .formatted(
                                escape(run.run().scenario()),
                                run.verdict(),
                                run.verdict().toString().toLowerCase(Locale.ROOT),
                                escape(run.run().title())));
        fact("Gateway", run.run().gateway());
        fact("System", run.run().system());
        run.run().parameters().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> fact(capital(entry.getKey()), entry.getValue().toString()));
        fact("Started", run.run().startedAt().toString());
        fact("Took", Pace.of(run.took()));
        fact("Calls", Long.toString(run.calls().size() + run.callsLeftOut()));
        page.append("</dl>\n");
        if (!run.reason().isEmpty()) {
            page.append("<p class=\"reason\">").append(escape(run.reason())).append("</p>\n");
        }
        page.append("</header>\n");
    }

    private void fact(String name, String value) {
        page.append("<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(escape(name), escape(value)));
    }

    private void validations() {
        page.append("<section>\n<h2>Validations</h2>\n<ul class=\"checks\">\n");
        run.validations().forEach(this::validation);
        page.append("</ul>\n</section>\n");
    }

    private void validation(Validation validation) {
        page.append(
                "<li class=\"%s\"><details%s><summary>%s <small>%s</small></summary>\n<ul>\n"
                        .formatted(
                                validation.result(),
                                validation.failed() ? " open" : "",
                                escape(validation.title()),
                                escape(validation.detail())));
        for (Evidence evidence : validation.evidence()) {
            String who = evidence.client() == null ? "" : evidence.client() + ": ";
            page.append("<li>").append(escape(who + evidence.text())).append("</li>\n");
        }
        page.append("</ul></details></li>\n");
    }

    private void timeline() {
        page.append("<section>\n<h2>Who called when</h2>\n");
        page.append(
                """
                <p class="legend"><span class="login">logged in</span> <span class="ok">served</span> <span class="busy">no instance</span> \
                <span class="denied">refused</span> <span class="error">error</span></p>
                """);
        page.append(Timeline.of(run));
        leftOut(Timeline.MAX_ROWS, run.clients().size(), "clients");
        page.append("</section>\n");
    }

    private void clients() {
        page.append("<section>\n<h2>Clients</h2>\n");
        page.table(
                List.of(
                        "Client",
                        "Session",
                        "State",
                        "Pod",
                        "Last answer",
                        "Message",
                        "Got it in"));
        run.clients().stream().limit(MAX_ROWS).forEach(this::client);
        page.endTable();
        leftOut(MAX_ROWS, run.clients().size(), "clients");
        page.append("</section>\n");
    }

    private void client(ClientView client) {
        Answer last = client.last();
        page.row(
                client.label(),
                client.session(),
                client.state().toString().toLowerCase(Locale.ROOT),
                client.pod(),
                badge(last),
                last == null ? "" : message(last),
                pace(client.assign()));
    }

    private void calls() {
        page.append("<section>\n<h2>Calls</h2>\n");
        page.table(
                List.of(
                        "At", "Client", "Method", "To", "Answer", "Message", "Reason", "Retry",
                        "Pod", "Took"));
        run.calls().stream().limit(MAX_ROWS).forEach(this::call);
        page.endTable();
        leftOut(MAX_ROWS, run.calls().size() + run.callsLeftOut(), "calls");
        page.append("</section>\n");
    }

    private void call(Exchange exchange) {
        Answer answer = exchange.answer();
        Long pushback = answer.retry().pushbackMillis();
        page.row(
                "+" + Pace.of(Duration.between(run.run().startedAt(), exchange.call().startedAt())),
                exchange.call().client().toString(),
                exchange.call().method(),
                exchange.call().to(),
                badge(answer),
                message(answer),
                answer.reason(),
                pushback == null ? "" : pushback < 0 ? "never" : pushback + " ms",
                answer.pod(),
                Pace.of(answer.latency()));
    }

    /// Of a stream's normal end, which has only the library's own words.
    private static String message(Answer answer) {
        return answer.endedByClient() ? "ended by the client" : answer.message();
    }

    private static HtmlPage.Markup badge(@Nullable Answer answer) {
        return new HtmlPage.Markup(
                answer == null
                        ? ""
                        : "<span class=\"badge %s\">%s %d</span>"
                                .formatted(
                                        CodeStyle.of(answer),
                                        answer.outcome(),
                                        answer.outcome().number()));
    }

    private void leftOut(long shown, long total, String what) {
        if (total > shown) {
            page.append(
                    "<p class=\"note\">The first %d of %d %s; calls.csv has them all.</p>\n"
                            .formatted(shown, total, what));
        }
    }

    private static String pace(@Nullable Duration duration) {
        return duration == null ? "" : Pace.of(duration);
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
