package io.monopod.console.snapshot;

import io.monopod.console.admin.Sighting;
import io.monopod.console.snapshot.ConsoleEvent.Tone;

import java.time.Duration;
import java.time.Instant;

/// What is known of the gateway, and since when. All that the screen says of the gateway comes from
/// here, so that nothing shows what was known long ago as the present.
public sealed interface GatewayState {
    /// No system is open.
    record None() implements GatewayState {}

    /// It takes calls.
    record Serving(Instant heard) implements GatewayState {}

    /// It answers, and takes no new calls.
    record Draining(Instant heard) implements GatewayState {}

    /// Several gateways share their sessions, and none of them decides: sessions that have an
    /// instance go on, new ones wait.
    ///
    /// @param led when one last did
    record Leaderless(Instant led) implements GatewayState {}

    /// It does not answer, or not where the console asks.
    ///
    /// @param why [Sighting#ADMIN_DEAD], [Sighting#HUNG] or [Sighting#GONE]
    /// @param heard when it last answered
    /// @param retry when the console asks again
    record Silent(Sighting why, Instant heard, Instant retry) implements GatewayState {
        public Duration since(Instant now) {
            return notNegative(Duration.between(heard, now));
        }

        public Duration untilRetry(Instant now) {
            return notNegative(Duration.between(now, retry));
        }

        private static Duration notNegative(Duration duration) {
            return duration.isNegative() ? Duration.ZERO : duration;
        }
    }

    default boolean isSilent() {
        return this instanceof Silent;
    }

    /// Whether it takes no calls now, as far as known.
    default boolean isTrouble() {
        return switch (this) {
            case None _, Serving _ -> false;
            case Draining _, Leaderless _, Silent _ -> true;
        };
    }

    /// How the screen colours it.
    default Tone tone() {
        return switch (this) {
            case None _ -> Tone.NEUTRAL;
            case Serving _ -> Tone.GOOD;
            case Draining _, Leaderless _ -> Tone.WARNING;
            case Silent(Sighting why, _, _) -> why == Sighting.ADMIN_DEAD ? Tone.WARNING : Tone.BAD;
        };
    }
}
