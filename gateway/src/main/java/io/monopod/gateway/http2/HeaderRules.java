package io.monopod.gateway.http2;

import io.monopod.gateway.http2.HeaderList.Field;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which header lists are malformed (RFC 9113, sections 8.1.1, 8.2 and 8.3): they must not be
/// passed on, whoever sent them.
public final class HeaderRules {
    private static final Set<String> REQUEST_PSEUDO =
            Set.of(":method", ":scheme", ":path", ":authority");
    private static final Set<String> CONNECTION_SPECIFIC =
            Set.of("connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade");

    private HeaderRules() {}

    public static boolean isValidRequest(HeaderList list) {
        if (!isWellFormed(list, REQUEST_PSEUDO) || !hasRequestTarget(list)) {
            return false;
        }
        for (var field : list.fields()) {
            if (isConnectionSpecific(field)) {
                return false;
            }
        }
        return hasOneContentLength(list);
    }

    /// There is no 101 in HTTP/2 (section 8.6).
    public static boolean isValidResponse(HeaderList list) {
        var status = list.first(":status");
        return isWellFormed(list, Set.of(":status"))
                && status != null
                && status.length() == 3
                && isNumber(status)
                && !status.equals("101")
                && hasOneContentLength(list);
    }

    public static boolean isValidTrailers(HeaderList list) {
        return isWellFormed(list, Set.of());
    }

    /// Fields that mean something to one connection only (section 8.2.2).
    public static boolean isConnectionSpecific(Field field) {
        return CONNECTION_SPECIFIC.contains(field.name())
                || (field.name().equals("te") && !field.value().equals("trailers"));
    }

    /// @return what the list declares, or -1
    public static long contentLength(HeaderList list) {
        var value = list.first("content-length");
        return value == null ? -1 : Long.parseLong(value);
    }

    private static boolean isWellFormed(HeaderList list, Set<String> pseudo) {
        var seen = new HashSet<String>();
        boolean regular = false;
        for (var field : list.fields()) {
            var name = field.name();
            if (name.startsWith(":")) {
                if (regular || !pseudo.contains(name) || !seen.add(name)) {
                    return false;
                }
            } else {
                regular = true;
                if (!isValidName(name)) {
                    return false;
                }
            }
            if (!isValidValue(field.value())) {
                return false;
            }
        }
        return true;
    }

    /// Section 8.3.1; CONNECT has neither scheme nor path (section 8.5).
    private static boolean hasRequestTarget(HeaderList list) {
        var method = list.first(":method");
        var path = list.first(":path");
        boolean target = list.first(":scheme") != null && path != null && !path.isEmpty();
        if (method == null || method.isEmpty()) {
            return false;
        }
        return method.equals("CONNECT")
                ? list.first(":scheme") == null && path == null && list.first(":authority") != null
                : target;
    }

    private static boolean hasOneContentLength(HeaderList list) {
        List<String> values =
                list.fields().stream()
                        .filter(field -> field.name().equals("content-length"))
                        .map(Field::value)
                        .distinct()
                        .toList();
        return values.isEmpty()
                || (values.size() == 1
                        && values.getFirst().length() <= 18
                        && isNumber(values.getFirst()));
    }

    private static boolean isNumber(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isValidName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= 0x20 || (c >= 'A' && c <= 'Z') || c >= 0x7f || c == ':') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isValidValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0 || c == '\r' || c == '\n') {
                return false;
            }
        }
        return true;
    }
}
