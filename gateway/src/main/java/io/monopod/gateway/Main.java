package io.monopod.gateway;

import io.monopod.config.InvalidSetting;
import io.monopod.config.Reading;
import io.monopod.gateway.auth.HashPassword;
import io.monopod.gateway.carriers.Carriers;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.log.Logging;
import io.monopod.process.Parent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;

/// The gateway as a program. Exit codes: 0 it was asked to stop, 2 wrong configuration, 3 it could
/// not listen.
public final class Main {
    private static final int WRONG_USAGE = 2;
    private static final int CANNOT_START = 3;

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
            stopOnSignal(gateway);
            Carriers.adapt(gateway::octetsRead);
            if (config.exitWithStdin()) {
                Parent.exitWithIt();
            }
            System.out.printf(
                    "READY data=%s:%d control=%s:%d admin=%s:%d%n",
                    config.data().host(),
                    gateway.dataPort(),
                    config.control().host(),
                    gateway.controlPort(),
                    config.admin().host(),
                    gateway.adminPort());
        } catch (InvalidSetting e) {
            exit(WRONG_USAGE, String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            exit(CANNOT_START, String.valueOf(e.getMessage()));
        }
    }

    /// On SIGTERM. Ends with 0, as a stop that was asked for is no failure; without `halt` it would
    /// be 143.
    private static void stopOnSignal(Gateway gateway) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway), "stop"));
    }

    private static void stop(Gateway gateway) {
        try {
            gateway.drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }

    private static void exit(int code, String line) {
        System.err.println(line);
        System.exit(code);
    }
}
