package io.monopod.scenarios.local;

import io.monopod.scenarios.system.Endpoint;
import io.monopod.scenarios.system.InstanceView;

/// An instance's place in the system, and its current process.
record InstancePlace(String name, ChildProcess process) {
    /// @throws ProcessFailed if the ready line lacks the pod name or the address
    static InstancePlace of(ChildProcess process) throws ProcessFailed {
        InstancePlace place = new InstancePlace(process.name(), process);
        if (place.pod().isEmpty() || place.value("address").isEmpty()) {
            throw process.failed("did not say who it is and where it listens");
        }
        return place;
    }

    String pod() {
        return value("instance");
    }

    InstanceView view() {
        Endpoint endpoint = Endpoint.parse(value("address"), new Endpoint.Transport.Plaintext());
        return new InstanceView(name, pod(), endpoint, state());
    }

    private InstanceView.State state() {
        if (!process.isAlive()) {
            return InstanceView.State.GONE;
        }
        return process.isPaused() ? InstanceView.State.PAUSED : InstanceView.State.RUNNING;
    }

    private String value(String key) {
        return process.ready().map(line -> line.get(key)).orElse("");
    }
}
