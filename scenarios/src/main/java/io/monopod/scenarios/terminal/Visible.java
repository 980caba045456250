package io.monopod.scenarios.terminal;

/// Makes foreign text safe for a terminal: one line, no control characters.
final class Visible {
    private static final int MAX_LENGTH = 200;

    private Visible() {}

    static String text(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints()
                .limit(MAX_LENGTH)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(visible::appendCodePoint);
        return text.length() > MAX_LENGTH ? visible + "..." : visible.toString();
    }
}
