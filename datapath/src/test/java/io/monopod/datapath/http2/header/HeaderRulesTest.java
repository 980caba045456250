package io.monopod.datapath.http2.header;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/// How odd header lists are normalised or refused.
class HeaderRulesTest {
    private static final List<String> PSEUDO = List.of(":method", "POST", ":scheme", "http");

    @ParameterizedTest
    @ValueSource(strings = {" a", "a ", "\ta", "a\t", " \t a \t "})
    void whitespaceAroundAValueIsRemoved(String value) {
        assertThat(HeaderRules.request(call("note", value))).isEqualTo(call("note", "a"));
        assertThat(HeaderRules.response(HeaderList.of(":status", "200", "note", value)))
                .isEqualTo(HeaderList.of(":status", "200", "note", "a"));
        assertThat(HeaderRules.trailers(HeaderList.of("note", value)))
                .isEqualTo(HeaderList.of("note", "a"));
    }

    @ParameterizedTest
    @CsvSource({"'a b'", "'a\tb'", "''", "caf\u00e9", "'a,b;c=\"d\"'"})
    void otherValuesAreUnchanged(String value) {
        assertThat(HeaderRules.request(call("note", value))).isEqualTo(call("note", value));
    }

    @Test
    void controlCharactersInAValueAreMalformed() {
        for (char c = 0; c < ' '; c++) {
            if (c != '\t') {
                assertMalformed("note", "a" + c + "b");
                assertMalformed("note", "" + c);
            }
        }
        assertMalformed("note", "a\u007f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x@y", "a b", "a(b)", "a/b", "a=b", "{a}", "\"a\"", "a,b", "a;b", "A"})
    void namesThatAreNotTokensAreMalformed(String name) {
        assertMalformed(name, "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-length", "content-type", "grpc-timeout", "grpc-encoding"})
    void repeatedSingleFieldsAreMalformed(String name) {
        assertThat(HeaderRules.request(call(name, "1"))).isNotNull();
        assertThat(HeaderRules.request(call(name, "1", name, "1"))).isNull();
        assertThat(HeaderRules.response(HeaderList.of(":status", "200", name, "1", name, "1")))
                .isNull();
    }

    @Test
    void repeatedTeIsMergedIntoOne() {
        var once = call("te", "trailers", "a", "b");
        assertThat(HeaderRules.request(once)).isEqualTo(once);
        assertThat(HeaderRules.request(call("te", "trailers", "te", " Trailers ", "a", "b")))
                .isEqualTo(once);
        assertThat(HeaderRules.request(call("te", "trailers, trailers", "a", "b"))).isEqualTo(once);
        assertThat(HeaderRules.request(call("te", "trailers", "te", "gzip"))).isNull();
        assertThat(HeaderRules.request(call("te", ""))).isNull();
    }

    @Test
    void authorityWinsOverHost() {
        assertThat(HeaderRules.request(call("host", "other", "a", "b"))).isEqualTo(call("a", "b"));
        assertThat(HeaderRules.request(call("host", "x", "host", "y"))).isEqualTo(call());
    }

    @Test
    void hostBecomesTheAuthorityIfThereIsNone() {
        assertThat(HeaderRules.request(withoutAuthority("a", "b", "host", "h:1")))
                .isEqualTo(of(":path", "/a.B/C", ":authority", "h:1", "a", "b"));
        assertThat(HeaderRules.request(withoutAuthority()))
                .isEqualTo(of(":path", "/a.B/C", ":authority", "localhost"));
        assertThat(HeaderRules.request(withoutAuthority("host", "x", "host", "x"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "user@host", "a/b", "a?b", "a#b", "a\\b", "\u00e4"})
    void invalidAuthorityIsMalformed(String authority) {
        assertThat(HeaderRules.request(of(":path", "/a.B/C", ":authority", authority))).isNull();
        assertThat(HeaderRules.request(withoutAuthority("host", authority))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "a.b:443", "[::1]:10000", "%2Frun%2Fx.sock", "a_b"})
    void authoritiesOfGrpcClientsAreAccepted(String authority) {
        var list = of(":path", "/a.B/C", ":authority", authority);
        assertThat(HeaderRules.request(list)).isEqualTo(list);
    }

    @Test
    void statusInTrailersOrBelow100IsMalformed() {
        assertThat(HeaderRules.trailers(HeaderList.of(":status", "200"))).isNull();
        assertThat(HeaderRules.response(HeaderList.of(":status", "099"))).isNull();
    }

    @Test
    void contentLengthIsRemovedFromTrailers() {
        assertThat(HeaderRules.trailers(HeaderList.of("content-length", "4", "a", "b")))
                .isEqualTo(HeaderList.of("a", "b"));
    }

    private static void assertMalformed(String name, String value) {
        assertThat(HeaderRules.request(call(name, value))).as(name + value).isNull();
        assertThat(HeaderRules.response(HeaderList.of(":status", "200", name, value))).isNull();
        assertThat(HeaderRules.trailers(HeaderList.of(name, value))).isNull();
    }

    private static HeaderList call(String... more) {
        return of(with(more, ":path", "/a.B/C", ":authority", "localhost"));
    }

    private static HeaderList withoutAuthority(String... more) {
        return of(with(more, ":path", "/a.B/C"));
    }

    private static String[] with(String[] more, String... first) {
        var all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static HeaderList of(String... more) {
        return HeaderList.of(with(more, PSEUDO.toArray(String[]::new)));
    }
}
