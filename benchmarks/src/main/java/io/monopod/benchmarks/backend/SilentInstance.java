package io.monopod.benchmarks.backend;

import io.monopod.proto.myservice.MyServiceAPIGrpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// An instance in this process that answers no call and records when each is reset. Its threads are
/// daemons.
public final class SilentInstance {
    private static final String ECHO =
            "/" + MyServiceAPIGrpc.getMyServiceEchoMethod().getFullMethodName();

    private final BlockingQueue<Long> resets = new LinkedBlockingQueue<>();

    private SilentInstance() {}

    /// Registers a silent instance at a gateway.
    ///
    /// @param controlPort of the gateway
    public static SilentInstance join(int controlPort, Path joinSecret) throws IOException {
        var instance = new SilentInstance();
        var slots = new Slots();
        var ports = FastBackend.start(1, instance.service(new BenchService(slots, 1))).ports();
        var secret = Files.readString(joinSecret).strip();
        new Registrar("127.0.0.1:" + controlPort, secret, slots).register("myservice", ports);
        return instance;
    }

    /// The calls that were reset since the last request. A call that expired before it could be
    /// forwarded is not among them.
    ///
    /// @param timeout how long to wait for more
    /// @return for each call the nanoseconds from its headers to its reset
    public List<Long> takeResets(Duration timeout) throws InterruptedException {
        var times = new ArrayList<Long>();
        for (var next = resets.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
                next != null;
                next = resets.poll(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            times.add(next);
        }
        return times;
    }

    private Service service(Service control) {
        return new Service() {
            @Override
            public Reply answer(String path, byte[] body) {
                return path.equals(ECHO) ? Reply.NEVER : control.answer(path, body);
            }

            @Override
            public void reset(long nanos) {
                resets.add(nanos);
            }
        };
    }
}
