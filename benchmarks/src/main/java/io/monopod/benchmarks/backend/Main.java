package io.monopod.benchmarks.backend;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/// The backend as a process of its own. Says `READY host:port` when it listens and, if it was told
/// to, its instances are registered.
@Command(name = "fast-backend")
public final class Main implements Callable<Integer> {
    @Option(names = "--port")
    private int port;

    @Option(names = "--loops")
    private int loops = 2;

    @Option(names = "--messages")
    private int messages = 1000;

    @Option(names = "--register", description = "host:port of a gateway's control listener")
    private String gateway = "";

    @Option(names = "--cluster")
    private String cluster = "myservice";

    @Option(names = "--instances")
    private int instances = 1;

    @Option(names = "--join-secret-file")
    private Path joinSecretFile = Path.of("join-secret");

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var slots = new Slots();
        var backend = FastBackend.start(port, loops, new BenchService(slots, messages));
        var address = "127.0.0.1:" + backend.port();
        if (!gateway.isEmpty()) {
            var ids = IntStream.range(0, instances).mapToObj(i -> "bench-" + i).toList();
            var secret = Files.readString(joinSecretFile).strip();
            new Registrar(gateway, secret, slots, ids).register(cluster, address);
        }
        System.out.println("READY " + address);
        new CountDownLatch(1).await();
        return 0;
    }
}
