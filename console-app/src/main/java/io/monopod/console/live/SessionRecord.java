package io.monopod.console.live;

import io.monopod.console.admin.GatewayEvent;
import io.monopod.console.admin.Waiter;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// What the gateway has told of a client's session.
///
/// @param waits its place in the waiting room; null if it does not wait
/// @param waited how long it waited when it was there last; null if it never was
/// @param replays how many of its calls were sent again
/// @param end how it ended; null if it has not, or nobody told
public record SessionRecord(
        @Nullable Place waits, @Nullable Duration waited, int replays, @Nullable End end) {
    static final SessionRecord NOTHING = new SessionRecord(null, null, 0, null);

    /// @param position 1 if it is next
    /// @param expected how long it still has to wait; null if nobody told
    public record Place(int position, Instant since, @Nullable Duration expected) {}

    /// @param reason in the gateway's word
    /// @param held how long it had its instance
    public record End(Instant at, String reason, Duration held) {}

    SessionRecord after(GatewayEvent.OfSession event) {
        return switch (event) {
            case GatewayEvent.Waiting(Instant at, _, int position) ->
                    waits == null ? at(new Place(position, at, null)) : this;
            case GatewayEvent.Granted(Instant at, _, _) ->
                    waits == null ? this : waited(Duration.between(waits.since(), at));
            case GatewayEvent.LeftQueue(_, _, Duration time) -> waited(time);
            case GatewayEvent.Confirmed _, GatewayEvent.Found _ ->
                    new SessionRecord(waits, waited, replays, null);
            case GatewayEvent.Replayed _ -> new SessionRecord(waits, waited, replays + 1, end);
            case GatewayEvent.Ended ended ->
                    new SessionRecord(
                            waits,
                            waited,
                            replays,
                            new End(ended.at(), ended.reason(), ended.held()));
            case GatewayEvent.Released _, GatewayEvent.Ending _, GatewayEvent.Refused _ -> this;
        };
    }

    private SessionRecord waited(Duration time) {
        return new SessionRecord(null, time, replays, end);
    }

    private SessionRecord at(@Nullable Place place) {
        return new SessionRecord(place, waited, replays, end);
    }

    /// The list of those who wait has it here.
    SessionRecord listed(Waiter waiter) {
        return at(new Place(waiter.position(), waiter.since(), waiter.expected()));
    }

    /// The list of those who wait does not have it any more.
    SessionRecord unlisted() {
        return waits == null ? this : at(null);
    }
}
