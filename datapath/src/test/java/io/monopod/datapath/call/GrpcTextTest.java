package io.monopod.datapath.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

/// Text formats of gRPC header fields.
class GrpcTextTest {
    @ParameterizedTest
    @CsvSource({
        "1H, PT1H",
        "2M, PT2M",
        "3S, PT3S",
        "4m, PT0.004S",
        "5u, PT0.000005S",
        "6n, PT0.000000006S",
        "0n, PT0S",
        "99999999H, PT99999999H"
    })
    void timeout(String value, Duration expected) {
        assertThat(GrpcTimeout.parse(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "S", "1", "1s", "1 S", "-1S", "+1S", "1.5S", "123456789S", "\u0661S"})
    void wrongTimeout(String value) {
        assertThat(GrpcTimeout.parse(value)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "plain text ~, plain text ~",
        "100%, 100%25",
        "gr\u00fcn, gr%C3%BCn",
        "'a\nb\tc', a%0Ab%09c",
        "\ud83d\ude00, %F0%9F%98%80"
    })
    void message(String text, String expected) {
        assertThat(PercentEncoding.encode(text)).isEqualTo(expected);
    }
}
