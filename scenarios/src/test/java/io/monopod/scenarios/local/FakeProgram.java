package io.monopod.scenarios.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Stands in for a gateway or an instance: prints its ready line and waits for its standard input
/// to close. A file beside its jar changes its behaviour. With `<name>.fails` it exits with 7
/// before it is ready, with `<name>.mute` it prints nothing and stays, and with `<name>.ends` it
/// exits with 0 when the file appears.
public final class FakeProgram {
    private FakeProgram() {}

    public static void main(String[] args) throws IOException, URISyntaxException {
        List<String> words = List.of(args);
        int at = words.indexOf("--name");
        String name = at < 0 ? "gateway" : words.get(at + 1);
        System.out.println("arguments " + String.join(" ", args));
        System.out.println("secret " + System.getenv("MONOPOD_JOIN_SECRET"));
        System.out.println("leaked " + System.getenv("MONOPOD_LEAK"));
        if (exists(name + ".fails")) {
            System.err.println("no luck today");
            System.exit(7);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("goodbye")));
        Thread.ofPlatform().daemon().start(() -> endWhenTold(name));
        if (!exists(name + ".mute")) {
            String pod = name + "-" + UUID.randomUUID().toString().substring(0, 6);
            System.out.println("READY instance=" + pod + " address=localhost:4711");
        }
        System.in.transferTo(OutputStream.nullOutputStream());
    }

    private static void endWhenTold(String name) {
        CountDownLatch never = new CountDownLatch(1);
        try {
            boolean told = false;
            while (!told) {
                told = never.await(10, TimeUnit.MILLISECONDS) || exists(name + ".ends");
            }
        } catch (InterruptedException e) {
            return;
        }
        remove(name + ".ends");
        System.exit(0);
    }

    private static boolean exists(String file) {
        return Files.exists(home().resolve(file));
    }

    private static void remove(String file) {
        try {
            Files.delete(home().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path home() {
        try {
            var source = FakeProgram.class.getProtectionDomain().getCodeSource();
            Path jar = Path.of(source.getLocation().toURI());
            return Objects.requireNonNull(jar.getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
