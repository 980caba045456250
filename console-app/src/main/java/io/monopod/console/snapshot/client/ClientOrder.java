package io.monopod.console.snapshot.client;

import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.ClientView;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Comparator;
import java.util.function.Function;

/// The sort keys of the client list; ties are broken by the client's number.
public enum ClientOrder {
    CLIENT(by(Comparator.comparing(ClientView::id))),
    STATE(Comparator.comparing(ClientRow::group)),
    SESSION(by(Comparator.comparing(ClientView::session))),
    POD(byText(ClientView::pod)),
    CODE(by(Comparator.comparingInt(ClientOrder::code))),
    MESSAGE(byText(view -> view.last() == null ? null : view.last().message())),
    REASON(byText(view -> view.last() == null ? null : view.last().reason())),
    RETRY(by(Comparator.comparingLong(view -> pushback(view.last())))),
    ATTEMPTS(by(Comparator.comparingInt(ClientView::attempt))),
    CALLS(by(Comparator.comparingInt(ClientView::calls))),
    ASSIGN(byTime(ClientView::assign)),
    LATENCY(byTime(view -> view.last() == null ? null : view.last().latency())),
    WAITED(
            Comparator.comparingInt(ClientOrder::position)
                    .thenComparing(row -> orZero(row.session().waited()))),
    REPLAYS(Comparator.comparingInt(row -> row.session().replays())),
    ENDED(
            Comparator.comparing(
                    row -> row.session().end() == null ? "" : row.session().end().reason()));

    /// Made of the JDK's comparators, which hold no state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Comparator<ClientRow> comparator;

    ClientOrder(Comparator<ClientRow> comparator) {
        this.comparator = comparator;
    }

    Comparator<ClientRow> rows(Direction direction) {
        Comparator<ClientRow> directed =
                switch (direction) {
                    case ASCENDING -> comparator;
                    case DESCENDING -> comparator.reversed();
                };
        return directed.thenComparing(ClientRow::id);
    }

    /// Which end comes first.
    public enum Direction {
        ASCENDING,
        DESCENDING
    }

    private static Comparator<ClientRow> by(Comparator<ClientView> order) {
        return Comparator.comparing(ClientRow::view, order);
    }

    private static Comparator<ClientRow> byText(Function<ClientView, @Nullable String> text) {
        return by(
                Comparator.comparing(
                        view -> {
                            String value = text.apply(view);
                            return value == null ? "" : value;
                        }));
    }

    private static Comparator<ClientRow> byTime(Function<ClientView, @Nullable Duration> time) {
        return by(Comparator.comparing(view -> orZero(time.apply(view))));
    }

    private static Duration orZero(@Nullable Duration duration) {
        return duration == null ? Duration.ZERO : duration;
    }

    private static int code(ClientView view) {
        return view.last() == null ? -1 : view.last().outcome().number();
    }

    /// 0 for clients that do not wait, so that they come before those that do.
    private static int position(ClientRow row) {
        return row.session().waits() == null ? 0 : row.session().waits().position();
    }

    private static long pushback(@Nullable Answer answer) {
        Long millis = answer == null ? null : answer.retry().pushbackMillis();
        return millis == null ? Long.MIN_VALUE : millis;
    }
}
