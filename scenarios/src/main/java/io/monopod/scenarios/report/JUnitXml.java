package io.monopod.scenarios.report;

import io.monopod.scenarios.event.Evidence;
import io.monopod.scenarios.event.Validation;
import io.monopod.scenarios.event.Verdict;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Runs as JUnit XML for continuous integration (https://github.com/testmoapp/junitxml): one suite
/// per run, one case per validation.
final class JUnitXml {
    private final XMLStreamWriter xml;

    private JUnitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static void write(List<RunRecord> runs, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            new JUnitXml(xml).suites(runs);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("cannot write " + file, e);
        }
    }

    private void suites(List<RunRecord> runs) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        attribute("name", "monopod");
        for (RunRecord run : runs) {
            suite(run);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void suite(RunRecord run) throws XMLStreamException {
        boolean skipped = run.verdict() == Verdict.SKIPPED;
        boolean broken = run.verdict() == Verdict.BROKEN;
        // A run that ended early has an additional case that says why.
        int cases = run.validations().size() + (skipped || broken ? 1 : 0);
        xml.writeStartElement("testsuite");
        attribute("name", run.run().scenario());
        attribute("tests", Integer.toString(cases));
        attribute("failures", Integer.toString(Validation.Result.FAILED.count(run.validations())));
        attribute("errors", broken ? "1" : "0");
        int skips = Validation.Result.SKIPPED.count(run.validations());
        attribute("skipped", Integer.toString(skips + (skipped ? 1 : 0)));
        attribute("time", seconds(run.took()));
        attribute("timestamp", run.run().startedAt().toString());
        for (Validation validation : run.validations()) {
            testCase(run, validation);
        }
        if (skipped || broken) {
            endCase(run, skipped ? "skipped" : "error");
        }
        xml.writeEndElement();
    }

    private void testCase(RunRecord run, Validation validation) throws XMLStreamException {
        startCase(run, validation.title());
        switch (validation.result()) {
            case PASSED -> {}
            case SKIPPED -> empty("skipped", validation.detail());
            case FAILED -> {
                xml.writeStartElement("failure");
                attribute("message", validation.detail());
                xml.writeCharacters(XmlText.clean(text(validation.evidence())));
                xml.writeEndElement();
            }
        }
        xml.writeEndElement();
    }

    private void endCase(RunRecord run, String element) throws XMLStreamException {
        startCase(run, "The scenario is played to its end");
        empty(element, run.reason());
        xml.writeEndElement();
    }

    private void startCase(RunRecord run, String name) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("classname", "monopod." + run.run().scenario());
        attribute("name", name);
        attribute("time", "0");
    }

    private void empty(String element, String message) throws XMLStreamException {
        xml.writeEmptyElement(element);
        attribute("message", message);
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, XmlText.clean(value));
    }

    private static String text(List<Evidence> evidence) {
        return evidence.stream().map(JUnitXml::text).collect(Collectors.joining("\n"));
    }

    private static String text(Evidence evidence) {
        String who = evidence.client() == null ? "" : evidence.client() + ": ";
        return who + evidence.text();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
    }
}
