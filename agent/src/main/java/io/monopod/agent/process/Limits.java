package io.monopod.agent.process;

import io.monopod.config.ByteSize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What each process may use, with all that it starts. Without a limit there is no cgroup either.
public record Limits(Optional<ByteSize> memory, Optional<Cpus> cpus) {
    boolean isNone() {
        return memory.isEmpty() && cpus.isEmpty();
    }

    /// The cgroup controllers that are needed.
    List<String> controllers() {
        var names = new ArrayList<String>();
        memory.ifPresent(_ -> names.add("memory"));
        cpus.ifPresent(_ -> names.add("cpu"));
        return names;
    }

    @Override
    public String toString() {
        var words = new ArrayList<String>();
        memory.ifPresent(size -> words.add("--memory=" + size));
        cpus.ifPresent(count -> words.add("--cpus=" + count));
        return String.join(" ", words);
    }
}
