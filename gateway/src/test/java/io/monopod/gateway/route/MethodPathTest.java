package io.monopod.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/my_service.MyServiceAPI/MyServiceEcho",
                "/grpc.health.v1.Health/Watch",
                "/Service/Method",
                "/a.b2.C_d/_e3"
            })
    void methodPathsAreValid(String path) {
        assertThat(MethodPath.isValid(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "*",
                "a.B/C",
                "/a.B",
                "/a.B/",
                "//C",
                "/a.B//C",
                "//a.B/C",
                "/a.B/C/",
                "/a.B/C/D",
                "/a.B/./C",
                "/a.B/../C",
                "/a.Info/../my_service.MyServiceAPI/MyServiceEcho",
                "/./C",
                "/../C",
                "/a..B/C",
                "/.a/C",
                "/a./C",
                "/a.B/C.D",
                "/a.B/..",
                "/a.B/%43",
                "/a%2eB/C",
                "/a.B/C%",
                "/a.B;x/C",
                "/a.B/C;x",
                "/a.B/C?x",
                "/a.B/C#x",
                "/a.B/C ",
                " /a.B/C",
                "/a.B\\C",
                "/a.B/C{",
                "/a.B/[C",
                "/a.B/C\t",
                "/a.B/C\0",
                "/a.B/C-D",
                "/a.B/C+D",
                "/1a.B/C",
                "/a.1B/C",
                "/a.B/1",
                "http://h/a.B/C",
                "/a.B/\u00c7",
                "/a.\uff22/C"
            })
    void otherPathsAreInvalid(String path) {
        assertThat(MethodPath.isValid(path)).isFalse();
    }

    @Test
    void thirtyKilobytePathIsInvalid() {
        assertThat(MethodPath.isValid("/a.B/" + "C".repeat(30_000))).isFalse();
    }
}
