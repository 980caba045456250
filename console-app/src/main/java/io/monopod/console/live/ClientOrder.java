package io.monopod.console.live;

import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.ClientView;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Comparator;
import java.util.function.Function;

/// What a list of clients can be sorted by; ties go by the client's number.
public enum ClientOrder {
    CLIENT(Comparator.comparing(ClientView::id)),
    STATE(Comparator.comparing(ClientView::state)),
    SESSION(Comparator.comparing(ClientView::session)),
    POD(byText(ClientView::pod)),
    CODE(Comparator.comparingInt(view -> view.last() == null ? -1 : view.last().code().number())),
    MESSAGE(byText(view -> view.last() == null ? null : view.last().message())),
    REASON(byText(view -> view.last() == null ? null : view.last().reason())),
    RETRY(Comparator.comparingLong(view -> pushback(view.last()))),
    ATTEMPTS(Comparator.comparingInt(ClientView::attempt)),
    CALLS(Comparator.comparingInt(ClientView::calls)),
    ASSIGN(byTime(ClientView::assign)),
    LATENCY(byTime(view -> view.last() == null ? null : view.last().latency()));

    /// Made of the JDK's own, which hold no state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Comparator<ClientView> comparator;

    ClientOrder(Comparator<ClientView> comparator) {
        this.comparator = comparator;
    }

    Comparator<ClientRow> rows(Direction direction) {
        Comparator<ClientView> directed =
                switch (direction) {
                    case ASCENDING -> comparator;
                    case DESCENDING -> comparator.reversed();
                };
        return Comparator.comparing(ClientRow::view, directed.thenComparing(ClientView::id));
    }

    /// Which end comes first.
    public enum Direction {
        ASCENDING,
        DESCENDING
    }

    private static Comparator<ClientView> byText(Function<ClientView, @Nullable String> text) {
        return Comparator.comparing(
                view -> {
                    String value = text.apply(view);
                    return value == null ? "" : value;
                });
    }

    private static Comparator<ClientView> byTime(Function<ClientView, @Nullable Duration> time) {
        return Comparator.comparing(
                view -> {
                    Duration value = time.apply(view);
                    return value == null ? Duration.ZERO : value;
                });
    }

    private static long pushback(@Nullable Answer answer) {
        Long millis = answer == null ? null : answer.retry().pushbackMillis();
        return millis == null ? Long.MIN_VALUE : millis;
    }
}
