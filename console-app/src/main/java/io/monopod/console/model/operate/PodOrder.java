package io.monopod.console.model.operate;

import io.monopod.console.snapshot.Pod;
import io.monopod.console.text.PodWords;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;

/// The sort keys of the list of instances; ties are broken as the gateway orders them.
public enum PodOrder {
    INSTANCE((_, _) -> 0),
    STATE(Comparator.comparing(Pod::state)),
    CLIENT(Comparator.comparing(PodWords::client)),
    AGE(Comparator.comparing(Pod::since)),
    CALLS(Comparator.comparingLong(Pod::calls)),
    ADDRESS(Comparator.comparing(pod -> pod.facts().address())),
    UP(Comparator.comparing(pod -> orNever(pod.facts().up()))),
    HEARTBEAT(Comparator.comparing(pod -> orNever(pod.facts().heartbeat())));

    /// Made of the JDK's comparators, which hold no state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Comparator<Pod> comparator;

    PodOrder(Comparator<Pod> comparator) {
        this.comparator = comparator;
    }

    private static Instant orNever(@Nullable Instant at) {
        return at == null ? Instant.MAX : at;
    }

    Comparator<Pod> comparator() {
        return comparator;
    }
}
