package io.monopod.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.table.Rules;
import io.monopod.gateway.table.SessionTable;
import io.monopod.vouch.InstanceKey;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/// The metrics of a table's events. One instance; the test sets the time.
class SessionMetersTest {
    private static final ClusterName CLUSTER = new ClusterName("c");
    private static final UserName ANN = new UserName("ann");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instance INSTANCE =
            new Instance(
                    new InstanceId("pod"),
                    CLUSTER,
                    new HostPort("localhost", 9000),
                    Instant.EPOCH,
                    InstanceKey.of(new byte[32]));

    private final SessionTable table =
            new SessionTable(
                    Rules.from(START, Policy.EXCLUSIVE, Duration.ofMinutes(5), Duration.ZERO));
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final SessionMeters meters = new SessionMeters(registry);
    private long revision = 1;

    @Test
    void measuresWaitOfServedAndDepartedWaiters() throws IOException {
        table.register(INSTANCE, new SlotReport.Free(Epoch.NONE, revision), START);
        var first = bind(table.enter(new SessionId("first"), ANN, START), at(20));
        table.enter(new SessionId("second"), ANN, at(1000));
        table.enter(new SessionId("third"), ANN, at(1000));

        table.leave(new SessionId("third"), at(1200));
        table.end(first.session(), EndReason.FORCED, at(3000));
        table.ended(
                first,
                new Reply.Answered(new SlotReport.Free(first.epoch(), ++revision)),
                at(3000));
        bind(table.poll(new SessionId("second"), ANN, at(3000)), at(3010));
        table.takeEvents().forEach(event -> meters.happened(CLUSTER, event));

        assertThat(page())
                .contains(
                        "monopod_queue_wait_seconds_sum{cluster=\"c\",outcome=\"left\"} 0.2",
                        "monopod_queue_wait_seconds_sum{cluster=\"c\",outcome=\"served\"} 2.01",
                        "monopod_queue_wait_seconds_count{cluster=\"c\",outcome=\"served\"} 1",
                        "monopod_grant_seconds_bucket{cluster=\"c\",le=\"0.01\"} 1",
                        "monopod_grant_seconds_bucket{cluster=\"c\",le=\"0.025\"} 2",
                        "monopod_sessions_ended_total{cluster=\"c\",reason=\"forced\"} 1.0");
    }

    private Grant bind(Assignment decision, Instant bound) {
        var grant = ((Assignment.Reserved) decision).grant();
        var held = new SlotReport.Held(grant.session(), ANN, grant.epoch(), ++revision);
        table.settle(grant, new Reply.Answered(held), bound);
        return grant;
    }

    private static Instant at(long millis) {
        return START.plusMillis(millis);
    }

    private Stream<String> page() throws IOException {
        var page = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(page, registry.scrape());
        return page.toString(StandardCharsets.UTF_8).lines();
    }
}
