import io.monopod.config.Reading;
import io.monopod.log.Logging;
import io.monopod.myservice.MyServiceConfig;
import io.monopod.instance.Instance;
import io.monopod.instance.SessionService;

import java.util.List;

/// An instance whose service prints which calls it ran, with myservice's flags: `CountingInstance SERVICE FLAG...`.
final class CountingInstance {
    private CountingInstance() {}

    public static void main(String[] args) throws InterruptedException {
        var flags = List.of(args).subList(1, args.length);
        if (!(MyServiceConfig.reader().read(flags, System.getenv()) instanceof Reading.Ready(var config, var notes))) {
            throw new IllegalArgumentException("wrong flags: " + flags);
        }
        Logging.configure(config.log());
        var instance = Instance.start(config.instance(), SessionService.of(new Bench(args[0])));
        if (instance.awaitRegistered()) {
            System.out.println("READY instance=" + instance.id() + " address=" + instance.address());
        }
        instance.await();
    }
}
