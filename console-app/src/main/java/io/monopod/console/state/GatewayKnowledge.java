package io.monopod.console.state;

import io.monopod.console.admin.Sighting;
import io.monopod.console.snapshot.ConsoleEvent;
import io.monopod.console.snapshot.GatewayState;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is known of one gateway. Guarded by the lock of [LiveModel].
final class GatewayKnowledge {
    /// Older good news is no news. The console asks more than twice in this time.
    private static final Duration FRESH = Duration.ofMillis(1_300);

    /// Empty for the only one.
    private final String name;

    private GatewayState known = new GatewayState.None();

    GatewayKnowledge(String name) {
        this.name = name;
    }

    /// A system was opened, which means that its gateway answered.
    void open(Instant now) {
        known = new GatewayState.Serving(now);
    }

    /// It has answered in another way than to a look.
    void heard(Instant now) {
        known =
                switch (known) {
                    case GatewayState.Serving _ -> new GatewayState.Serving(now);
                    case GatewayState.Draining _ -> new GatewayState.Draining(now);
                    case GatewayState.None _, GatewayState.Leaderless _, GatewayState.Silent _ ->
                            known;
                };
    }

    /// A look at the gateway. Means nothing after the system was closed.
    ///
    /// @param retry when the next look is due
    /// @return the event, if this is news
    Optional<ConsoleEvent> sighted(Sighting sighting, Instant now, Instant retry) {
        GatewayState before = known;
        if (before instanceof GatewayState.None) {
            return Optional.empty();
        }
        known =
                switch (sighting) {
                    case SERVING -> new GatewayState.Serving(now);
                    case DRAINING -> new GatewayState.Draining(now);
                    case ADMIN_DEAD, HUNG, GONE ->
                            new GatewayState.Silent(sighting, heardLast(before), retry);
                };
        boolean same = sighting == sightingOf(before);
        return same
                ? Optional.empty()
                : Optional.of(
                        new ConsoleEvent.GatewaySeen(
                                name, sighting, Duration.between(heardLast(before), now)));
    }

    /// Good news that is too old counts as silence.
    GatewayState view(Instant now) {
        return switch (known) {
            case GatewayState.None _, GatewayState.Leaderless _, GatewayState.Silent _ -> known;
            case GatewayState.Serving(Instant heard) -> isFresh(heard, now) ? known : hung(heard);
            case GatewayState.Draining(Instant heard) -> isFresh(heard, now) ? known : hung(heard);
        };
    }

    private static boolean isFresh(Instant heard, Instant now) {
        return heard.plus(FRESH).isAfter(now);
    }

    /// The look that will tell more is under way.
    private static GatewayState hung(Instant heard) {
        return new GatewayState.Silent(Sighting.HUNG, heard, heard);
    }

    private static Sighting sightingOf(GatewayState state) {
        return switch (state) {
            case GatewayState.None _, GatewayState.Serving _, GatewayState.Leaderless _ ->
                    Sighting.SERVING;
            case GatewayState.Draining _ -> Sighting.DRAINING;
            case GatewayState.Silent silent -> silent.why();
        };
    }

    private static Instant heardLast(GatewayState state) {
        return switch (state) {
            case GatewayState.None _, GatewayState.Leaderless _ -> Instant.EPOCH;
            case GatewayState.Serving(Instant heard) -> heard;
            case GatewayState.Draining(Instant heard) -> heard;
            case GatewayState.Silent silent -> silent.heard();
        };
    }
}
