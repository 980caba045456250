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

/// Reads the holds out of the log of an instance's place, in which several processes may have
/// written one after the other. The form of its lines is in `docs/instance.md`.
final class SlotLog {
    private static final Pattern LINE =
            Pattern.compile(
                    "^(?<at>\\S+Z) .*: (?<what>bound|renewed|ended) session=(?<session>\\S+)"
                            + " epoch=(?<epoch>\\d+) (?:reason=(?<reason>\\S+) )?instance=(?<pod>\\S+).*$");

    /// A session is on an instance at most once at a time, under whatever epoch.
    private record Key(String session, String pod) {}

    /// One grant of it.
    private record Grant(Key key, long epoch) {}

    private final Map<Key, Hold> open = new LinkedHashMap<>();
    private final List<Hold> closed = new ArrayList<>();

    /// Both lines are written outside of the slot, by two threads: a session that is ended as soon
    /// as it is bound can have its end written first.
    private final Set<Grant> endedBeforeBound = new HashSet<>();

    private SlotLog() {}

    /// A time as it would stand in a log, which has whole milliseconds: what began after something
    /// else may stand there before it.
    static Instant logged(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    static List<Hold> holds(List<String> lines) {
        SlotLog log = new SlotLog();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                log.take(matcher);
            }
        }
        List<Hold> all = new ArrayList<>(log.closed);
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
                // Renewed: the same hold under another grant.
            }
        }
    }

    private void bound(Grant grant, Instant at) {
        if (endedBeforeBound.remove(grant)) {
            return;
        }
        Hold before = open.put(grant.key(), hold(grant, at));
        if (before != null) {
            // Bound twice without an end between: both are kept, for the verdict to find.
            closed.add(before);
        }
    }

    private void ended(Grant grant, Instant at, @Nullable String reason) {
        Hold hold = open.remove(grant.key());
        if (hold == null) {
            endedBeforeBound.add(grant);
        } else {
            closed.add(hold.ended(at, reason == null ? "" : reason));
        }
    }

    private static Hold hold(Grant grant, Instant from) {
        return Hold.open(grant.key().session(), grant.key().pod(), grant.epoch(), from);
    }
}
