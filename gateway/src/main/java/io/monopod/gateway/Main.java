package io.monopod.gateway;

import io.monopod.config.HostPort;
import io.monopod.config.InvalidSetting;
import io.monopod.config.Reading;
import io.monopod.gateway.auth.HashPassword;
import io.monopod.gateway.carriers.Carriers;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.log.Logging;
import io.monopod.process.Parent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// The gateway as a program. Exit codes: 0 stopped on request, 2 wrong configuration, 3 cannot
/// listen or use the store, 4 a listener was lost.
public final class Main {
    /// For closing everything after the calls have ended.
    private static final Duration CLOSING = Duration.ofSeconds(4);

    private static final int WRONG_USAGE = 2;
    private static final int CANNOT_START = 3;
    private static final int LISTENER_LOST = 4;

    private Main() {}

    static void main(String[] args) throws InterruptedException, IOException {
        if (args.length > 0 && args[0].equals(HashPassword.NAME)) {
            System.exit(HashPassword.run(System.in, System.out, System.err));
        }
        switch (GatewayConfig.reader().read(List.of(args), System.getenv())) {
            case Reading.Help(var text) -> System.out.print(text);
            case Reading.Wrong(var line) -> exit(WRONG_USAGE, line);
            case Reading.Ready(var config, var notes) -> {
                notes.forEach(System.err::println);
                run(config);
            }
        }
    }

    private static void run(GatewayConfig config) throws InterruptedException {
        Logging.configure(config.log());
        try {
            var gateway = Gateway.start(config, InstantSource.system());
            stopOnSignal(gateway, config.drainTime());
            Thread.ofVirtual()
                    .name("lost listener")
                    .start(() -> stopWithListener(gateway, config.drainTime()));
            Carriers.adapt(gateway::bytesReceived);
            if (config.exitWithStdin()) {
                Parent.exitWithIt();
            }
            System.out.printf(
                    "READY data=%s control=%s admin=%s%n",
                    address(config.data().host(), gateway.dataPort()),
                    address(config.control().host(), gateway.controlPort()),
                    address(config.admin().host(), gateway.adminPort()));
        } catch (InvalidSetting e) {
            exit(WRONG_USAGE, String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            exit(CANNOT_START, String.valueOf(e.getMessage()));
        }
    }

    /// As a client would write it: IPv6 in brackets, with or without them in the configuration.
    private static HostPort address(String host, int port) {
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        return new HostPort(brackets ? host.substring(1, host.length() - 1) : host, port);
    }

    /// On SIGTERM. A requested stop is no failure, so it exits with 0. Without `halt` the code
    /// would be 143.
    private static void stopOnSignal(Gateway gateway, Duration drainTime) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway, drainTime, 0), "stop"));
    }

    /// The process exits so that a supervisor restarts it: it cannot reopen a lost listener itself.
    private static void stopWithListener(Gateway gateway, Duration drainTime) {
        try {
            gateway.awaitLostListener();
        } catch (InterruptedException e) {
            return;
        }
        stop(gateway, drainTime, LISTENER_LOST);
    }

    /// The process ends whatever its peers do: a platform thread drains, and `halt` does not wait
    /// for it.
    private static void stop(Gateway gateway, Duration drainTime, int code) {
        var draining = Thread.ofPlatform().daemon().name("drain").start(() -> drain(gateway));
        try {
            if (!draining.join(drainTime.plus(CLOSING))) {
                System.getLogger(Main.class.getName())
                        .log(Level.WARNING, "not everything was closed in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Logging.finish();
        Runtime.getRuntime().halt(code);
    }

    private static void drain(Gateway gateway) {
        try {
            gateway.drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void exit(int code, String line) {
        System.err.println(line);
        System.exit(code);
    }
}
