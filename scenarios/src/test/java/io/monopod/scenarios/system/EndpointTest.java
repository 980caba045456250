package io.monopod.scenarios.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "localhost:10000, localhost, 10000",
        "10.0.0.1:1, 10.0.0.1, 1",
        "[::1]:65535, ::1, 65535"
    })
    void isReadAndWrittenTheSame(String text, String host, int port) {
        Endpoint endpoint = Endpoint.parse(text, new Endpoint.Transport.Plaintext());

        assertThat(endpoint).isEqualTo(Endpoint.plaintext(host, port));
        assertThat(endpoint).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", ":1", "localhost:", "localhost:x", "http://localhost:1"})
    void malformedAddressIsRefused(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text, new Endpoint.Transport.Plaintext()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not HOST:PORT");
    }

    @Test
    void portMustBeInRange() {
        assertThatThrownBy(() -> Endpoint.plaintext("localhost", 65_536))
                .hasMessage("port must be 1 to 65535: 65536");
    }
}
