package io.monopod.scenarios.terminal;

/// Breaks text at spaces.
public final class Wrapped {
    private Wrapped() {}

    /// Lines of at most `width` characters including the indent; a longer word gets its own line.
    public static String lines(String text, int width, String indent) {
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
