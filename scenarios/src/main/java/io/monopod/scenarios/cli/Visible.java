package io.monopod.scenarios.cli;

/// Text from elsewhere for a terminal: on one line, and without anything that would steer it.
final class Visible {
    private static final int LONGEST = 200;

    private Visible() {}

    static String text(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(visible::appendCodePoint);
        return text.length() > LONGEST ? visible + "..." : visible.toString();
    }
}
