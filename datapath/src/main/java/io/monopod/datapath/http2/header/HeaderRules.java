package io.monopod.datapath.http2.header;

import io.monopod.datapath.http2.header.HeaderList.Field;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Refuses malformed header lists (RFC 9113, sections 8.1.1, 8.2 and 8.3; RFC 9110, sections 5.1
/// and 5.5) and normalises the others for forwarding. Each method returns the normalised list, or
/// null if the list is malformed. Odd fields with a clear meaning are normalised:
/// - whitespace around a value is removed: gRPC lets clients send it (gRPC over HTTP/2,
///   "ASCII-Value");
/// - `te` occurs once;
/// - `:authority` is present and `host` is absent (RFC 9113, section 8.3.1; gRFC A41).
public final class HeaderRules {
    private static final Set<String> REQUEST_PSEUDO =
            Set.of(":method", ":scheme", ":path", ":authority");
    private static final Set<String> RESPONSE_PSEUDO = Set.of(":status");
    private static final Set<String> CONNECTION_SPECIFIC =
            Set.of("connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade");

    /// Fields that may occur only once: of two values, one reader would take the first and another
    /// the last.
    private static final Set<String> SINGLE =
            Set.of("content-length", "content-type", "grpc-timeout", "grpc-encoding");

    private static final String TE_TRAILERS = "trailers";

    /// The `:authority` of requests without one, because servers require it.
    private static final String DEFAULT_AUTHORITY = "localhost";

    private static final String TOKEN = "!#$%&'*+-.^_`|~";
    private static final String AUTHORITY = "-._~%!$&'()*+,;=:[]";

    private HeaderRules() {}

    public static @Nullable HeaderList request(HeaderList list) {
        var fields = wellFormed(list, REQUEST_PSEUDO);
        if (fields == null || fields.stream().anyMatch(HeaderRules::isForOneConnection)) {
            return null;
        }
        boolean whole = normaliseTe(fields) && normaliseAuthority(fields);
        var request = HeaderList.of(fields);
        return whole && hasTarget(request) && hasOneContentLength(request) ? request : null;
    }

    /// There is no 101 in HTTP/2 (section 8.6).
    public static @Nullable HeaderList response(HeaderList list) {
        var fields = wellFormed(list, RESPONSE_PSEUDO);
        if (fields == null) {
            return null;
        }
        var response = HeaderList.of(fields);
        var status = response.first(":status");
        boolean valid =
                status != null
                        && status.length() == 3
                        && isNumber(status)
                        && status.charAt(0) > '0'
                        && !status.equals("101")
                        && hasOneContentLength(response);
        return valid ? response : null;
    }

    public static @Nullable HeaderList trailers(HeaderList list) {
        var fields = wellFormed(list, Set.of());
        if (fields == null) {
            return null;
        }
        // The content is complete, so its declared length has no use (RFC 9110, section 6.5.1).
        fields.removeIf(field -> field.name().equals("content-length"));
        return HeaderList.of(fields);
    }

    /// Fields that concern one connection only (section 8.2.2).
    public static boolean isConnectionSpecific(Field field) {
        return isForOneConnection(field)
                || (field.name().equals("te") && !field.value().equals(TE_TRAILERS));
    }

    /// @return the declared length in bytes, or -1
    public static long contentLength(HeaderList list) {
        var value = list.first("content-length");
        return value == null ? -1 : Long.parseLong(value);
    }

    private static boolean isForOneConnection(Field field) {
        return CONNECTION_SPECIFIC.contains(field.name());
    }

    /// @return the fields with trimmed values, or null if the list is malformed
    private static @Nullable List<Field> wellFormed(HeaderList list, Set<String> pseudo) {
        var seen = new HashSet<String>();
        var fields = new ArrayList<Field>(list.fields().size() + 1);
        boolean regular = false;
        for (var field : list.fields()) {
            var name = field.name();
            var value = trimmed(field.value());
            boolean isPseudo = name.startsWith(":");
            boolean allowed = isPseudo ? !regular && pseudo.contains(name) : isToken(name);
            boolean again = (isPseudo || SINGLE.contains(name)) && !seen.add(name);
            if (!allowed || again || !isValue(value) || hasUpperCase(name)) {
                return null;
            }
            regular |= !isPseudo;
            fields.add(value.equals(field.value()) ? field : new Field(name, value));
        }
        return fields;
    }

    /// @return false if `te` has a value other than `trailers`
    private static boolean normaliseTe(List<Field> fields) {
        int at = -1;
        for (int i = 0; i < fields.size(); i++) {
            var field = fields.get(i);
            if (!field.name().equals("te")) {
                continue;
            }
            for (var part : field.value().split(",", -1)) {
                if (!trimmed(part).equalsIgnoreCase(TE_TRAILERS)) {
                    return false;
                }
            }
            at = at < 0 ? i : at;
        }
        if (at >= 0) {
            fields.set(at, new Field("te", TE_TRAILERS));
            fields.subList(at + 1, fields.size()).removeIf(field -> field.name().equals("te"));
        }
        return true;
    }

    /// @return false if the authority is ambiguous or invalid
    private static boolean normaliseAuthority(List<Field> fields) {
        var hosts = fields.stream().filter(field -> field.name().equals("host")).toList();
        var named = fields.stream().filter(field -> field.name().equals(":authority")).findFirst();
        fields.removeAll(hosts);
        if (named.isPresent()) {
            return isAuthority(named.get().value());
        }
        var authority = hosts.isEmpty() ? DEFAULT_AUTHORITY : hosts.getFirst().value();
        int firstRegular = 0;
        while (firstRegular < fields.size() && fields.get(firstRegular).name().startsWith(":")) {
            firstRegular++;
        }
        fields.add(firstRegular, new Field(":authority", authority));
        return hosts.size() <= 1 && isAuthority(authority);
    }

    /// Section 8.3.1; CONNECT has neither scheme nor path (section 8.5).
    private static boolean hasTarget(HeaderList list) {
        var method = list.first(":method");
        var scheme = list.first(":scheme");
        var path = list.first(":path");
        if (method == null || !isToken(method)) {
            return false;
        }
        return method.equals("CONNECT")
                ? scheme == null && path == null
                : scheme != null && isToken(scheme) && path != null && !path.isEmpty();
    }

    private static boolean hasOneContentLength(HeaderList list) {
        var value = list.first("content-length");
        return value == null || (value.length() <= 18 && isNumber(value));
    }

    /// Whether the text has digits only.
    public static boolean isNumber(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean hasUpperCase(String name) {
        return name.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
    }

    /// RFC 9110, section 5.6.2.
    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> isLetterOrDigit(c) || TOKEN.indexOf(c) >= 0);
    }

    /// RFC 3986, section 3.2, without user information.
    private static boolean isAuthority(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> isLetterOrDigit(c) || AUTHORITY.indexOf(c) >= 0);
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /// RFC 9110, section 5.5: no control characters except tabs.
    private static boolean isValue(String value) {
        return value.chars().allMatch(c -> (c >= ' ' && c != 0x7f) || c == '\t');
    }

    private static String trimmed(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && isSpace(value.charAt(from))) {
            from++;
        }
        while (from < to && isSpace(value.charAt(to - 1))) {
            to--;
        }
        return value.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
