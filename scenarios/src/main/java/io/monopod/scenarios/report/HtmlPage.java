package io.monopod.scenarios.report;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Builds an HTML page.
final class HtmlPage {
    private final StringBuilder html = new StringBuilder();

    /// Markup for a cell, not escaped.
    record Markup(String html) {}

    HtmlPage append(String markup) {
        html.append(markup);
        return this;
    }

    void table(List<String> columns) {
        html.append("<div class=\"scroll\"><table>\n<thead><tr>");
        for (String column : columns) {
            html.append("<th>").append(XmlText.escape(column)).append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
    }

    /// A row of the open table; text is escaped, null is empty.
    void row(@Nullable Object... cells) {
        html.append("<tr>");
        for (Object cell : cells) {
            html.append("<td>").append(inner(cell)).append("</td>");
        }
        html.append("</tr>\n");
    }

    private static String inner(@Nullable Object cell) {
        return switch (cell) {
            case null -> "";
            case Markup markup -> markup.html();
            case Object text -> XmlText.escape(text.toString());
        };
    }

    void endTable() {
        html.append("</tbody></table></div>\n");
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
