package io.monopod.datapath.proxy.conformance;

import static io.monopod.datapath.http2.frame.ErrorCode.PROTOCOL_ERROR;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.proxy.Requests;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.stream.Stream;

/// Odd fields reach instances and clients in a form that strict peers accept.
class NormalisedTest extends InstanceSuite {
    @TestFactory
    Stream<DynamicTest> requests() {
        return Stream.of(
                request("space around a value", Requests.to("Unary", "note", "a"), "note", " a\t"),
                request("te twice", Requests.unary(), "te", "trailers"),
                request("host beside the authority", Requests.unary(), "host", "other"),
                request(
                        "two binary values in one field",
                        Requests.to("Unary", "x-bin", "YQ", "x-bin", "Yg=="),
                        "x-bin",
                        "YQ,Yg=="));
    }

    private static DynamicTest request(String name, HeaderList consumed, String... more) {
        return test(
                name,
                (client, instance) -> {
                    client.send(RawFrame.lastHeaders(3, Requests.to("Unary", more)));
                    var fields = instance.awaitHeaders(3).fields();
                    assertThat(fields.subList(0, consumed.fields().size()))
                            .isEqualTo(consumed.fields());
                });
    }

    @TestFactory
    Stream<DynamicTest> responses() {
        return Stream.of(
                test("space around values of a response", NormalisedTest::spaceAroundValues));
    }

    private static void spaceAroundValues(RawConnection client, RawConnection instance)
            throws IOException {
        instance.send(
                RawFrame.headers(1, HeaderList.of(":status", "200", "note", " a ")),
                RawFrame.lastHeaders(1, HeaderList.of("grpc-status", "0 ", "last", "\tb")));

        assertThat(client.awaitHeaders(1).first("note")).isEqualTo("a");
        assertThat(client.awaitHeaders(1))
                .isEqualTo(HeaderList.of("grpc-status", "0", "last", "b"));
    }

    @TestFactory
    Stream<DynamicTest> trailers() {
        var head = RawFrame.headers(1, RESPONSE);
        return Stream.of(
                resets(
                        "a status",
                        head,
                        RawFrame.lastHeaders(
                                1, HeaderList.of(":status", "200", "grpc-status", "0"))),
                resets("a name that is not a token", head, trailers("x@y", "1")),
                resets("an upper-case name", head, trailers("X", "1")),
                resets("a control character", head, trailers("x", "\u0001")),
                resets("no head before them", RawFrame.lastHeaders(1, OK)));
    }

    private static DynamicTest resets(String name, RawFrame... frames) {
        return resets(PROTOCOL_ERROR, "trailers: " + name, frames);
    }

    private static RawFrame trailers(String name, String value) {
        return RawFrame.lastHeaders(1, HeaderList.of("grpc-status", "0", name, value));
    }
}
