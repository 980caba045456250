package io.monopod.gateway.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.store.Claim;
import io.monopod.vouch.InstanceKey;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.InstantSource;

class RoutesTest {
    private static final ClusterName CLUSTER = new ClusterName("myservice");
    private static final SessionId SESSION = new SessionId("a");

    private final Routes routes = new Routes(InstantSource.fixed(Instant.EPOCH), _ -> {});

    private static Claim claim(String instance, long epoch) {
        return new Claim(
                new Claim.Of(CLUSTER, SESSION),
                new InstanceId(instance),
                new HostPort("localhost", 1),
                InstanceKey.of(new byte[32]),
                new Epoch(epoch),
                new UserName("ann"));
    }

    @Test
    void sessionThatComesBackWithAnOlderEpochIsFound() {
        routes.claimed(claim("pod-2", 9));
        try (var arrivals = routes.arrivals(CLUSTER, SESSION)) {
            routes.released(new Claim.Of(CLUSTER, SESSION));
            assertThat(arrivals.from(new Epoch(7))).isNull();

            routes.claimed(claim("pod-1", 7));

            assertThat(arrivals.from(new Epoch(7))).isEqualTo(routes.find(CLUSTER, SESSION));
        }
    }

    @Test
    void claimThatHasGoneIsRemembered() {
        try (var arrivals = routes.arrivals(CLUSTER, SESSION)) {
            routes.claimed(claim("pod-1", 7));
            var grant = routes.find(CLUSTER, SESSION);
            routes.released(new Claim.Of(CLUSTER, SESSION));

            assertThat(arrivals.from(new Epoch(7))).isEqualTo(grant);
            assertThat(arrivals.latest()).isEqualTo(grant);
        }
    }
}
