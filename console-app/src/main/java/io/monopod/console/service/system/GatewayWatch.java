package io.monopod.console.service.system;

import io.monopod.console.admin.GatewayAdmin;
import io.monopod.console.admin.Look;
import io.monopod.console.service.Background;
import io.monopod.console.state.LiveModel;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Looks every 0.4 s whether each gateway of the open system answers; while one does not, at
/// growing intervals. Once a second it asks each for what it knows of the others.
final class GatewayWatch {
    /// With the longest look and the screen's clock it is less than two seconds.
    static final Duration PERIOD = Duration.ofMillis(400);

    private static final Duration MAX_PAUSE = Duration.ofSeconds(3);
    private static final Duration LIST_PERIOD = Duration.ofSeconds(1);

    private final GatewayGroup group;
    private final LiveModel live;
    private final InstantSource clock;
    private final Runnable moved;

    /// @param moved called when another gateway is asked from now on
    GatewayWatch(GatewayGroup group, LiveModel live, InstantSource clock, Runnable moved) {
        this.group = group;
        this.live = live;
        this.clock = clock;
        this.moved = moved;
    }

    /// Runs until it is stopped.
    ///
    /// @return stops it
    Runnable start(Background background) {
        List<GatewaySite> sites = group.sites();
        live.gatewaysOpened(sites.stream().map(GatewaySite::name).toList(), clock.instant());
        live.gatewayAsked(group.asked(), clock.instant());
        List<Background.Job> jobs = new ArrayList<>();
        for (int i = 0; i < sites.size(); i++) {
            int site = i;
            jobs.add(background.start("gateway health", () -> watch(site)));
            sites.get(site)
                    .admin()
                    .ifPresent(
                            admin ->
                                    jobs.add(
                                            background.start(
                                                    "gateway list", () -> list(site, admin))));
        }
        return () -> jobs.forEach(Background.Job::stop);
    }

    private void watch(int site) throws InterruptedException {
        Duration pause = PERIOD;
        while (!Thread.currentThread().isInterrupted()) {
            Look look = group.sites().get(site).probe().look();
            pause = look.sighting().isAnswer() ? PERIOD : longer(pause);
            Instant now = clock.instant();
            live.gatewaySighted(site, look, now, now.plus(pause));
            group.sighted(site, look.sighting())
                    .ifPresent(
                            next -> {
                                live.gatewayAsked(next, clock.instant());
                                moved.run();
                            });
            // The interval between two looks; there is no event to wait for.
            Thread.sleep(pause);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(MAX_PAUSE) < 0 ? twice : MAX_PAUSE;
    }

    private void list(int site, GatewayAdmin admin) throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            if (group.isServing(site)) {
                try {
                    live.gatewaysListed(site, admin.gateways(), clock.instant());
                } catch (IOException _) {
                    // The looks tell whether it is gone.
                }
            }
            // The interval between two requests; there is no event to wait for.
            Thread.sleep(LIST_PERIOD);
        }
    }
}
