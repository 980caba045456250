package io.monopod.datapath.http2.header;

import io.monopod.datapath.http2.header.HeaderList.Field;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The static table (RFC 7541, appendix A).
final class StaticTable {
    private static final List<Field> FIELDS =
            HeaderList.of(
                            ":authority", "",
                            ":method", "GET",
                            ":method", "POST",
                            ":path", "/",
                            ":path", "/index.html",
                            ":scheme", "http",
                            ":scheme", "https",
                            ":status", "200",
                            ":status", "204",
                            ":status", "206",
                            ":status", "304",
                            ":status", "400",
                            ":status", "404",
                            ":status", "500",
                            "accept-charset", "",
                            "accept-encoding", "gzip, deflate",
                            "accept-language", "",
                            "accept-ranges", "",
                            "accept", "",
                            "access-control-allow-origin", "",
                            "age", "",
                            "allow", "",
                            "authorization", "",
                            "cache-control", "",
                            "content-disposition", "",
                            "content-encoding", "",
                            "content-language", "",
                            "content-length", "",
                            "content-location", "",
                            "content-range", "",
                            "content-type", "",
                            "cookie", "",
                            "date", "",
                            "etag", "",
                            "expect", "",
                            "expires", "",
                            "from", "",
                            "host", "",
                            "if-match", "",
                            "if-modified-since", "",
                            "if-none-match", "",
                            "if-range", "",
                            "if-unmodified-since", "",
                            "last-modified", "",
                            "link", "",
                            "location", "",
                            "max-forwards", "",
                            "proxy-authenticate", "",
                            "proxy-authorization", "",
                            "range", "",
                            "referer", "",
                            "refresh", "",
                            "retry-after", "",
                            "server", "",
                            "set-cookie", "",
                            "strict-transport-security", "",
                            "transfer-encoding", "",
                            "user-agent", "",
                            "vary", "",
                            "via", "",
                            "www-authenticate", "")
                    .fields();

    private static final Map<Field, Integer> BY_FIELD = new HashMap<>();
    private static final Map<String, Integer> BY_NAME = new HashMap<>();

    static {
        for (int i = 0; i < FIELDS.size(); i++) {
            BY_FIELD.putIfAbsent(FIELDS.get(i), i + 1);
            BY_NAME.putIfAbsent(FIELDS.get(i).name(), i + 1);
        }
    }

    private StaticTable() {}

    /// @return the index of the field with that name and value, or 0
    static int indexOf(Field field) {
        return BY_FIELD.getOrDefault(field, 0);
    }

    /// @return the lowest index with that name, or 0
    static int indexOf(String name) {
        return BY_NAME.getOrDefault(name, 0);
    }
}
