package io.monopod.console.snapshot.client;

import io.monopod.console.admin.GatewayEvent;
import io.monopod.console.admin.Waiter;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// What the gateway reported about a client's session.
///
/// @param waits its place in the waiting room; null if it is not waiting
/// @param waited its last wait; null if it never waited
/// @param replays how many of its calls were sent again
/// @param end how it ended; null if it has not, or is unknown
/// @param refusal why it was refused last; null if it was not
public record SessionRecord(
        @Nullable Place waits,
        @Nullable Duration waited,
        int replays,
        @Nullable End end,
        @Nullable Refusal refusal) {
    public static final SessionRecord NOTHING = new SessionRecord(null, null, 0, null, null);

    /// @param position 1 for the next in line
    /// @param expected the remaining wait; null if unknown
    public record Place(int position, Instant since, @Nullable Duration expected) {}

    /// @param reason in the gateway's words
    /// @param held how long it held its instance
    public record End(Instant at, String reason, Duration held) {}

    public SessionRecord after(GatewayEvent.OfSession event) {
        return switch (event) {
            case GatewayEvent.Waiting(Instant at, _, int position) ->
                    waits == null ? at(new Place(position, at, null)) : this;
            case GatewayEvent.Granted(Instant at, _, _) ->
                    waits == null ? this : waited(Duration.between(waits.since(), at));
            case GatewayEvent.LeftQueue(_, _, Duration time) -> waited(time);
            case GatewayEvent.Confirmed _, GatewayEvent.Found _ ->
                    new SessionRecord(waits, waited, replays, null, refusal);
            case GatewayEvent.Replayed _ ->
                    new SessionRecord(waits, waited, replays + 1, end, refusal);
            case GatewayEvent.Ended ended ->
                    new SessionRecord(
                            waits,
                            waited,
                            replays,
                            new End(ended.at(), ended.reason(), ended.held()),
                            refusal);
            case GatewayEvent.Released _, GatewayEvent.Ending _, GatewayEvent.Refused _ -> this;
        };
    }

    private SessionRecord waited(Duration time) {
        return new SessionRecord(null, time, replays, end, refusal);
    }

    private SessionRecord at(@Nullable Place place) {
        return new SessionRecord(place, waited, replays, end, refusal);
    }

    public SessionRecord refused(Refusal why) {
        return new SessionRecord(waits, waited, replays, end, why);
    }

    /// It is in the list of waiting sessions.
    public SessionRecord listed(Waiter waiter) {
        return at(new Place(waiter.position(), waiter.since(), waiter.expected()));
    }

    /// It is no longer in the list of waiting sessions.
    public SessionRecord unlisted() {
        return waits == null ? this : at(null);
    }
}
