package io.monopod.console.desk;

import io.monopod.console.live.LiveModel;
import io.monopod.scenarios.local.LocalEvent;
import io.monopod.scenarios.local.LocalListener;
import io.monopod.scenarios.system.Endpoint;
import io.monopod.scenarios.system.InstanceView;
import io.monopod.scenarios.system.SystemControl;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Tells the live model what becomes of the open system's processes. Safe for use by several
/// threads.
public final class SystemWatch {
    private final LiveModel live;
    private final Background background;
    private final InstantSource clock;

    /// The processes that became ready before the system as a whole did.
    private final List<InstanceView> early = new ArrayList<>();

    private volatile Runnable look = () -> {};
    private volatile Runnable stopAdmin = () -> {};

    public SystemWatch(LiveModel live, Background background, InstantSource clock) {
        this.live = live;
        this.background = background;
        this.clock = clock;
    }

    /// For a system that is being started.
    LocalListener listener(Consumer<String> progress) {
        return event -> {
            switch (event) {
                case LocalEvent.Progress(String text) -> progress.accept(text);
                case LocalEvent.Output(String process, String line) ->
                        live.output(clock.instant(), process, line);
                case LocalEvent.Ready ready -> {
                    early(ready);
                    look.run();
                }
                case LocalEvent.Exited exited -> look.run();
            }
        };
    }

    private void early(LocalEvent.Ready ready) {
        if (ready.pod().isEmpty()) {
            return;
        }
        List<InstanceView> known;
        synchronized (early) {
            early.add(
                    new InstanceView(
                            ready.process(),
                            ready.pod(),
                            Endpoint.parse(ready.address(), new Endpoint.Transport.Plaintext()),
                            InstanceView.State.RUNNING));
            known = List.copyOf(early);
        }
        live.localInstances(known, clock.instant());
    }

    void begin(OpenSystem system) {
        system.tested().control().ifPresent(this::follow);
        system.admin()
                .map(admin -> new AdminWatch(admin, live, clock))
                .ifPresent(watch -> stopAdmin = watch.start(background));
    }

    private void follow(SystemControl control) {
        look = () -> live.localInstances(control.instances(), clock.instant());
        look.run();
    }

    /// Looks again at the processes: something was done to them.
    void look() {
        look.run();
    }

    void end() {
        stopAdmin.run();
        stopAdmin = () -> {};
        look = () -> {};
        synchronized (early) {
            early.clear();
        }
        live.forgetSystem();
    }
}
