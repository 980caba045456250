package io.monopod.myservice;

import io.monopod.config.InvalidSetting;
import io.monopod.config.Reading;
import io.monopod.instance.Instance;
import io.monopod.log.Logging;
import io.monopod.myservice.echo.EchoService;
import io.monopod.process.Parent;

import java.io.UncheckedIOException;
import java.util.List;

/// The example service as a program. Exit codes: 0 stopped or session ended, 2 wrong configuration,
/// 3 cannot listen.
public final class Main {
    private static final int WRONG_USAGE = 2;
    private static final int CANNOT_START = 3;

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        switch (MyServiceConfig.reader().read(List.of(args), System.getenv())) {
            case Reading.Help(var text) -> System.out.print(text);
            case Reading.Wrong(var line) -> exit(WRONG_USAGE, line);
            case Reading.Ready(var config, var notes) -> {
                notes.forEach(System.err::println);
                run(config);
            }
        }
    }

    private static void run(MyServiceConfig config) throws InterruptedException {
        Logging.configure(config.log());
        if (config.exitWithStdin()) {
            Parent.exitWithIt();
        }
        var instance = start(config);
        stopOnSignal(instance);
        if (instance.awaitRegistered()) {
            System.out.println(
                    "READY instance=" + instance.id() + " address=" + instance.address());
        }
        instance.await();
        System.exit(0);
    }

    private static Instance start(MyServiceConfig config) {
        try {
            return Instance.start(
                    config.instance(), EchoService.create(config.subscribeInterval()));
        } catch (InvalidSetting e) {
            throw exit(WRONG_USAGE, String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw exit(CANNOT_START, String.valueOf(e.getMessage()));
        }
    }

    /// Exits with 0 on SIGTERM, because a requested stop is no failure. Without `halt` the exit
    /// code would be 143.
    private static void stopOnSignal(Instance instance) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    instance.stop();
                                    Logging.finish();
                                    Runtime.getRuntime().halt(0);
                                }));
    }

    /// @return never; callers `throw` it where the compiler requires an exit
    private static AssertionError exit(int code, String line) {
        System.err.println(line);
        System.exit(code);
        return new AssertionError();
    }
}
