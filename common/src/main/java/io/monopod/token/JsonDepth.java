package io.monopod.token;

/// Checks the nesting of JSON before parsing: parsers recurse, so a few kilobytes of brackets would
/// overflow the stack.
final class JsonDepth {
    /// A key set needs four.
    private static final int MAX = 16;

    private JsonDepth() {}

    /// @throws IllegalArgumentException if it is nested more than 16 levels deep
    static void check(String json) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
            if (depth > MAX) {
                throw new IllegalArgumentException("nested more deeply than " + MAX);
            }
        }
    }
}
