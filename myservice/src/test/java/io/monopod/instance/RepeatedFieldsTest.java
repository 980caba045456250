package io.monopod.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.stub.MetadataUtils;
import io.monopod.instance.slot.AfterSession;
import io.monopod.myservice.Answer;
import io.monopod.myservice.TestStage;
import io.monopod.proto.control.v1.SlotReport.Phase;
import io.monopod.proto.myservice.EchoRequest;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Identifying metadata may appear only once. If it appears twice, a proxy in front of the instance
/// may have checked one value and the instance the other.
class RepeatedFieldsTest {
    private static final Answer BAD_SESSION_ID =
            Answer.refused(
                    Code.INVALID_ARGUMENT,
                    "session-id must be 1 to 256 visible ASCII characters",
                    "MALFORMED_SESSION_ID",
                    Optional.of("-1"));

    private static final Answer BAD_TOKEN = badToken("INVALID_TOKEN");

    @AutoClose private final TestStage stage = TestStage.echo(AfterSession.REUSE);

    RepeatedFieldsTest() throws InterruptedException {}

    @Test
    void directCallHasOneSessionId() {
        var good = stage.direct("s-1");

        for (var other : List.of("s-1", "s-2")) {
            assertThat(echo(good, "session-id", other)).isEqualTo(BAD_SESSION_ID);
            assertThat(echo(with(good, "session-id", other), "session-id", "s-1"))
                    .isEqualTo(BAD_SESSION_ID);
        }
        assertThatNobodyHasTheInstance();
    }

    @Test
    void directCallHasOneToken() {
        var good = stage.direct("s-1");

        for (var other : List.of(stage.token("s-1"), stage.token("s-2"), "Bearer", "")) {
            assertThat(echo(good, "authorization", other)).as(other).isEqualTo(BAD_TOKEN);
            assertThat(
                            echo(
                                    with(good, "authorization", other),
                                    "authorization",
                                    stage.token("s-1")))
                    .as(other)
                    .isEqualTo(BAD_TOKEN);
        }
        assertThatNobodyHasTheInstance();
    }

    /// A proxy may join the values of a repeated field with a comma (RFC 9110, section 5.3).
    @Test
    void commaJoinedValuesAreRefused() {
        var good = stage.direct("s-1");
        var token = stage.token("s-1");

        assertThat(echo(with(good, "session-id", "s-1,s-1")))
                .isEqualTo(badToken("SESSION_MISMATCH"));
        assertThat(echo(with(good, "session-id", "s-1, s-1"))).isEqualTo(BAD_SESSION_ID);
        for (var joined : List.of(token + "," + token, token + ", " + token, token + ",")) {
            assertThat(echo(with(good, "authorization", joined))).isEqualTo(BAD_TOKEN);
        }
        assertThatNobodyHasTheInstance();
    }

    @Test
    void repeatedVoucherFieldsAreRefused() {
        var _ = stage.bind("s-1", 7);
        var good = stage.granted("s-1", 7);
        var other =
                Map.of(
                        "monopod-epoch", "8",
                        "monopod-user", "bob",
                        "monopod-role", "user",
                        "monopod-voucher", "x");
        assertThat(echo(good)).isEqualTo(Answer.ok());

        other.forEach(
                (name, wrong) -> {
                    var right = good.getOrDefault(name, "");
                    assertThat(echo(good, name, right)).as(name).isEqualTo(BAD_TOKEN);
                    assertThat(echo(good, name, wrong)).as(name).isEqualTo(BAD_TOKEN);
                    assertThat(echo(with(good, name, wrong), name, right))
                            .as(name)
                            .isEqualTo(BAD_TOKEN);
                });
        assertThat(echo(good, "session-id", "s-1")).isEqualTo(BAD_SESSION_ID);
        assertThat(echo(good)).isEqualTo(Answer.ok());
    }

    private void assertThatNobodyHasTheInstance() {
        assertThat(stage.end("s-1", 1).getSlot().getPhase()).isEqualTo(Phase.FREE);
    }

    private static Answer badToken(String reason) {
        return Answer.refused(
                Code.UNAUTHENTICATED, "missing or invalid token", reason, Optional.of("-1"));
    }

    private static Map<String, String> with(Map<String, String> good, String name, String value) {
        var changed = new HashMap<>(good);
        changed.put(name, value);
        return changed;
    }

    private Answer echo(Map<String, String> metadata) {
        return echo(metadata, new Metadata());
    }

    /// @param name of a field that is sent after the others
    private Answer echo(Map<String, String> metadata, String name, String value) {
        var more = new Metadata();
        more.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
        return echo(metadata, more);
    }

    private Answer echo(Map<String, String> metadata, Metadata more) {
        return Answer.of(
                () ->
                        stage.client()
                                .with(metadata)
                                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(more))
                                .myServiceEcho(EchoRequest.getDefaultInstance()));
    }
}
