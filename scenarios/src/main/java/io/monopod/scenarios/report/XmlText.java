package io.monopod.scenarios.report;

/// Escapes text for XML and HTML. Scenarios send characters that are not allowed there, and reports
/// repeat them.
final class XmlText {
    private XmlText() {}

    /// Replaces each character that XML 1.0 does not allow (section 2.2, "Char").
    static String clean(String text) {
        StringBuilder cleaned = new StringBuilder(text.length());
        text.codePoints().forEach(c -> cleaned.appendCodePoint(isAllowed(c) ? c : 0xFFFD));
        return cleaned.toString();
    }

    /// Cleaned, and safe between tags and in quoted attributes.
    static String escape(String text) {
        return clean(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
