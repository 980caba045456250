package io.monopod.benchmarks.backend;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/// The backend as a process. Prints `READY` when it listens and its instances, if any, are
/// registered.
@Command(name = "fast-backend")
public final class Main implements Callable<Integer> {
    @Option(names = "--port", description = "the first, if there are several instances")
    private int port;

    @Option(names = "--loops")
    private int loops = 2;

    @Option(names = "--messages")
    private int messages = 1000;

    @Option(names = "--register", description = "host:port of a gateway's control listener")
    private String gateway = "";

    @Option(names = "--cluster")
    private String cluster = "myservice";

    @Option(names = "--instances", description = "how many it plays, each on a port of its own")
    private int instances = 1;

    @Option(names = "--join-secret-file")
    private Path joinSecretFile = Path.of("join-secret");

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var slots = new Slots();
        var service = new BenchService(slots, messages);
        var ports = FastBackend.start(port, instances, loops, service).ports();
        if (!gateway.isEmpty()) {
            var secret = Files.readString(joinSecretFile).strip();
            new Registrar(gateway, secret, slots).register(cluster, ports);
        }
        System.out.println("READY");
        new CountDownLatch(1).await();
        return 0;
    }
}
