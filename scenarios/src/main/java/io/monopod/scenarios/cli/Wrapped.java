package io.monopod.scenarios.cli;

/// Text broken at spaces.
final class Wrapped {
    private Wrapped() {}

    /// Lines of at most `width` characters, the indent included, where words allow it.
    static String lines(String text, int width, String indent) {
        StringBuilder lines = new StringBuilder(indent);
        int column = indent.length();
        for (String word : text.strip().split("\\s+", -1)) {
            if (column > indent.length() && column + 1 + word.length() > width) {
                lines.append(System.lineSeparator()).append(indent);
                column = indent.length();
            }
            if (column > indent.length()) {
                lines.append(' ');
                column++;
            }
            lines.append(word);
            column += word.length();
        }
        return lines.toString();
    }
}
