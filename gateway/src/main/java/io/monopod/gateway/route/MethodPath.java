package io.monopod.gateway.route;

/// Checks that a path names a gRPC method: `/package.Service/Method` (gRPC over HTTP/2,
/// "Requests"), with the characters of protobuf identifiers only. Other spellings (`//`, `/./`,
/// `%4C`, `;x`, `?x`) could mean one method to the gateway, whose routes decide who may call it,
/// and another to the backend.
public final class MethodPath {
    /// Far longer than real names, and short enough for every backend.
    private static final int MAX_LENGTH = 1024;

    private MethodPath() {}

    public static boolean isValid(String path) {
        int slash = path.lastIndexOf('/');
        return path.length() <= MAX_LENGTH
                && slash > 1
                && path.charAt(0) == '/'
                && areIdentifiers(path, 1, slash)
                && areIdentifiers(path, slash + 1, path.length())
                && path.indexOf('.', slash) < 0;
    }

    /// Whether the range holds identifiers, separated by single dots.
    private static boolean areIdentifiers(String path, int from, int to) {
        boolean begins = true;
        for (int i = from; i < to; i++) {
            char c = path.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean dot = c == '.';
            if (!dot && !digit && !isLetter(c)) {
                return false;
            }
            if (begins && (dot || digit)) {
                return false;
            }
            begins = dot;
        }
        return !begins;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
