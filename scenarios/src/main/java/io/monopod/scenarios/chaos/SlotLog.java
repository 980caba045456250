package io.monopod.scenarios.chaos;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the holds from the log of an instance's place, where several processes may have written in
/// turn. `docs/instance.md` describes the lines.
final class SlotLog {
    private static final Pattern LINE =
            Pattern.compile(
                    "^(?<at>\\S+Z) .*: (?<what>bound|renewed|ended) session=(?<session>\\S+)"
                            + " epoch=(?<epoch>\\d+) (?:reason=(?<reason>\\S+) )?instance=(?<pod>\\S+).*$");

    /// A session is on an instance at most once at a time, under any epoch.
    private record Key(String session, String pod) {}

    /// One grant of a session on an instance.
    private record Grant(Key key, long epoch) {}

    private final Map<Key, LoggedHold> open = new LinkedHashMap<>();
    private final List<LoggedHold> closed = new ArrayList<>();

    /// Two threads write the two lines outside the slot's lock, so the end of a very short session
    /// can be logged first.
    private final Set<Grant> endedBeforeBound = new HashSet<>();

    private SlotLog() {}

    /// The time as a log shows it, in whole milliseconds. A later event can therefore seem to come
    /// earlier.
    static Instant logged(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    static List<LoggedHold> holds(List<String> lines) {
        SlotLog log = new SlotLog();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                log.take(matcher);
            }
        }
        List<LoggedHold> all = new ArrayList<>(log.closed);
        all.addAll(log.open.values());
        return all;
    }

    private void take(Matcher line) {
        Key key = new Key(line.group("session"), line.group("pod"));
        Instant at = Instant.parse(line.group("at"));
        long epoch = Long.parseLong(line.group("epoch"));
        switch (line.group("what")) {
            case "bound" -> bound(new Grant(key, epoch), at);
            case "ended" -> ended(new Grant(key, epoch), at, line.group("reason"));
            default -> {
                // The same hold under a new grant.
            }
        }
    }

    private void bound(Grant grant, Instant at) {
        if (endedBeforeBound.remove(grant)) {
            return;
        }
        LoggedHold before = open.put(grant.key(), hold(grant, at));
        if (before != null) {
            // Bound twice without an end in between: both are kept, so that [Verdicts] finds them.
            closed.add(before);
        }
    }

    private void ended(Grant grant, Instant at, @Nullable String reason) {
        LoggedHold hold = open.remove(grant.key());
        if (hold == null) {
            endedBeforeBound.add(grant);
        } else {
            closed.add(hold.ended(at, reason == null ? "" : reason));
        }
    }

    private static LoggedHold hold(Grant grant, Instant from) {
        return LoggedHold.open(grant.key().session(), grant.key().pod(), grant.epoch(), from);
    }
}
