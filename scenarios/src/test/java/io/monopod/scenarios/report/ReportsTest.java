package io.monopod.scenarios.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;

class ReportsTest {
    @TempDir private Path directory = Path.of("");

    @Test
    void jsonSurvivesARoundTrip() throws Exception {
        RunRecord record = Samples.failed();

        Reports.write(record, directory);

        assertThat(Json.read(directory.resolve(Reports.JSON))).isEqualTo(record);
        assertThat(Json.line(record)).doesNotContain("\n");
    }

    @Test
    void fileThatIsNoReportIsRefused() throws Exception {
        Path text = Files.writeString(directory.resolve("a"), "hello");
        Path other = Files.writeString(directory.resolve("b"), "{\"format\":\"monopod-run/9\"}");
        Path empty = Files.writeString(directory.resolve("c"), "{}");
        Path strange = Files.writeString(directory.resolve("d"), "{\"strange\":1}");

        for (Path file : List.of(text, other, empty, strange)) {
            assertThatThrownBy(() -> Json.read(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file + " is not a report");
        }
    }

    @Test
    void recordReplaysItsEvents() {
        RunRecord record = Samples.failed();
        RunRecorder recorder = new RunRecorder();

        record.events().forEach(recorder::on);

        assertThat(recorder.result()).contains(record);
        assertThat(record.events().getFirst()).isInstanceOf(RunEvent.RunStarted.class);
        assertThat(record.events().getLast()).isInstanceOf(RunEvent.RunEnded.class);
    }

    @Test
    void recorderKeepsTheNewestCallsOfALongRun() {
        RunRecord record = Samples.failed();
        RunRecorder recorder = new RunRecorder(2);

        record.events().forEach(recorder::on);

        RunRecord kept = recorder.result().orElseThrow();
        assertThat(kept.calls()).isEqualTo(record.calls().subList(1, 3));
        assertThat(kept.callsLeftOut()).isEqualTo(1);
    }

    @Test
    void junitHasOneCasePerValidation() throws Exception {
        Reports.write(Samples.failed(), directory);

        Element suite = suites().getFirst();
        assertThat(suite.getAttribute("name")).isEqualTo("system_overload");
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("0");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(3);
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).startsWith("<b>\"it's, here\"</b>");
        assertThat(failure.getTextContent()).contains("& more");
    }

    @Test
    void junitReportsABrokenRunAsError() throws Exception {
        Reports.writeAll(
                List.of(
                        Samples.ended(Verdict.BROKEN, "stopped"),
                        Samples.ended(Verdict.SKIPPED, "needs a local system")),
                directory);

        List<Element> suites = suites();
        assertThat(suites.get(0).getAttribute("errors")).isEqualTo("1");
        assertThat(suites.get(0).getElementsByTagName("error").getLength()).isEqualTo(1);
        assertThat(suites.get(1).getAttribute("skipped")).isEqualTo("1");
        assertThat(suites.get(1).getAttribute("errors")).isEqualTo("0");
        assertThat(directory.resolve("system_overload").resolve(Reports.HTML)).exists();
    }

    @Test
    void csvHasOneLinePerCallAndQuotesSpecialText() throws Exception {
        Reports.write(Samples.failed(), directory);

        String csv = Files.readString(directory.resolve(Reports.CSV));
        List<List<String>> rows = parse(csv);
        assertThat(rows).hasSize(4).allMatch(row -> row.size() == rows.getFirst().size());
        List<String> refused = rows.getLast();
        assertThat(refused.get(rows.getFirst().indexOf("message"))).isEqualTo(Samples.NASTY);
        assertThat(refused.get(rows.getFirst().indexOf("code_number"))).isEqualTo("8");
        assertThat(refused.get(rows.getFirst().indexOf("pushback_ms"))).isEqualTo("300");
        assertThat(refused.get(rows.getFirst().indexOf("latency_ms"))).isEqualTo("12.346");
        assertThat(rows.get(2).get(rows.getFirst().indexOf("pod"))).isEqualTo("pod-1");
    }

    @Test
    void pageIsSelfContained() throws Exception {
        Reports.write(Samples.failed(), directory);

        String page = Files.readString(directory.resolve(Reports.HTML));
        assertThat(page).doesNotContainPattern("(src|href)=|url\\(|@import|<script|https?://");
        assertThat(page).doesNotContain("<b>").contains("&lt;b&gt;&quot;it&#39;s, here");
        assertThat(page.chars()).noneMatch(c -> c == 0 || c == 0x1b);
        assertThat(page)
                .contains("<svg", "RESOURCE_EXHAUSTED 8", "pod-1", "ALL_INSTANCES_BUSY")
                .contains("prefers-color-scheme: dark");
        assertThat(count(page, "<tr>")).isEqualTo(2 + 2 + 3);
        assertThat(count(page, "<rect")).isEqualTo(3);
        assertThat(count(page, "<section>")).isEqualTo(count(page, "</section>"));
    }

    @Test
    void streamThatItsClientEndedIsOkOnThePage() throws Exception {
        Reports.write(Samples.streamed(), directory);

        String page = Files.readString(directory.resolve(Reports.HTML));
        assertThat(page).doesNotContain("CANCELLED").contains("OK 0", "ended by the client");
        assertThat(page).contains("<rect class=\"ok\"").doesNotContain("<rect class=\"error\"");
    }

    private List<Element> suites() throws Exception {
        NodeList found =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(directory.resolve(Reports.JUNIT).toFile())
                        .getElementsByTagName("testsuite");
        List<Element> suites = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            suites.add((Element) found.item(i));
        }
        return suites;
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    /// A separate parser of RFC 4180, so that writer and test do not share a mistake.
    private static List<List<String>> parse(String csv) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (quoted) {
                if (c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                    field.append(c);
                    i++;
                } else if (c == '"') {
                    quoted = false;
                } else {
                    field.append(c);
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',') {
                row.add(field.toString());
                field.setLength(0);
            } else if (c == '\n') {
                row.add(field.toString().stripTrailing());
                field.setLength(0);
                rows.add(row);
                row = new ArrayList<>();
            } else {
                field.append(c);
            }
        }
        return rows;
    }
}
