package io.monopod.scenarios.operate;

import java.time.Duration;
import java.time.Instant;

/// Values as words for people.
final class Words {
    private Words() {}

    /// Text that a peer may have chosen, safe for a terminal: no control characters.
    ///
    /// @param spaces whether spaces may stay
    static String visible(String text, boolean spaces) {
        var visible = new StringBuilder();
        text.codePoints()
                .map(c -> isHidden(c) || (!spaces && Character.isWhitespace(c)) ? '?' : c)
                .forEach(visible::appendCodePoint);
        return visible.toString();
    }

    /// Control and format characters; the latter turn the direction of what follows.
    private static boolean isHidden(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }

    /// How long ago an instant of the API was, such as `3m12s`. Empty if there is none.
    static String age(String instant, Instant now) {
        return instant.isEmpty() ? "" : time(Duration.between(Instant.parse(instant), now));
    }

    /// Two units are enough to read.
    static String time(Duration time) {
        if (time.isNegative()) {
            // The clocks differ.
            return "0s";
        } else if (time.toDays() > 0) {
            return time.toDays() + "d" + time.toHoursPart() + "h";
        } else if (time.toHours() > 0) {
            return time.toHours() + "h" + time.toMinutesPart() + "m";
        } else if (time.toMinutes() > 0) {
            return time.toMinutes() + "m" + time.toSecondsPart() + "s";
        }
        return time.toSeconds() + "s";
    }
}
