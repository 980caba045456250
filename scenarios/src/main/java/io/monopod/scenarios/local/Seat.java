package io.monopod.scenarios.local;

import io.monopod.scenarios.system.Endpoint;
import io.monopod.scenarios.system.InstanceView;

/// An instance's place in the system, and the process that has it.
record Seat(String name, ChildProcess process) {
    /// @throws ProcessFailed if the program's ready line does not say who and where it is
    static Seat of(ChildProcess process) throws ProcessFailed {
        Seat seat = new Seat(process.name(), process);
        if (seat.pod().isEmpty() || seat.value("address").isEmpty()) {
            throw process.failed("did not say who it is and where it listens");
        }
        return seat;
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
