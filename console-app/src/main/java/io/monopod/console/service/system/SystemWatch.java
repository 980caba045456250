package io.monopod.console.service.system;

import io.monopod.console.service.Background;
import io.monopod.console.state.LiveModel;
import io.monopod.scenarios.local.LocalEvent;
import io.monopod.scenarios.local.LocalListener;
import io.monopod.scenarios.system.Endpoint;
import io.monopod.scenarios.system.InstanceView;
import io.monopod.scenarios.system.SystemControl;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Updates the live model with the state of the open system's processes. Safe for use by several
/// threads.
public final class SystemWatch {
    private final LiveModel live;
    private final Background background;
    private final InstantSource clock;

    /// Processes that became ready before the whole system did.
    private final List<InstanceView> early = new ArrayList<>();

    /// Whether an open system is watched; one that starts beside it is not shown yet.
    private volatile boolean following;

    private volatile Runnable refresh = () -> {};
    private volatile Runnable stop = () -> {};

    public SystemWatch(LiveModel live, Background background, InstantSource clock) {
        this.live = live;
        this.background = background;
        this.clock = clock;
    }

    /// For a system that is starting.
    LocalListener listener(Consumer<String> progress) {
        return event -> {
            switch (event) {
                case LocalEvent.Progress(String text) -> progress.accept(text);
                case LocalEvent.Output(String process, String line) ->
                        live.output(clock.instant(), process, line);
                case LocalEvent.Ready ready -> {
                    early(ready);
                    refresh.run();
                }
                case LocalEvent.Exited exited -> refresh.run();
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
        if (!following) {
            live.localInstances(known, clock.instant());
        }
    }

    void begin(OpenSystem system) {
        following = true;
        system.tested().control().ifPresent(this::follow);
        Optional<AdminWatch> admin =
                system.admin().map(each -> new AdminWatch(each, live, clock, background));
        Runnable ask = () -> admin.ifPresent(AdminWatch::start);
        Runnable health = new GatewayWatch(system.gateways(), live, clock, ask).start(background);
        ask.run();
        stop =
                () -> {
                    health.run();
                    admin.ifPresent(AdminWatch::stop);
                };
    }

    private void follow(SystemControl control) {
        refresh = () -> live.localInstances(control.instances(), clock.instant());
        refresh.run();
    }

    /// Reads the processes again after an action on them.
    public void refresh() {
        refresh.run();
    }

    void end() {
        following = false;
        stop.run();
        stop = () -> {};
        refresh = () -> {};
        synchronized (early) {
            early.clear();
        }
        live.forgetSystem();
    }
}
