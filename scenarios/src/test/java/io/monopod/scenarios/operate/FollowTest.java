package io.monopod.scenarios.operate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Commands that stay until Ctrl-C, which interrupts their thread.
class FollowTest {
    private final RealSystem system;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    FollowTest(@TempDir Path directory) throws InterruptedException {
        system = new RealSystem(directory, 1);
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void eventsFollowsUntilItIsInterrupted() throws Exception {
        var code = new CompletableFuture<Integer>();
        var command = start(code, out, "events", "-f");
        RealSystem.await(
                () -> {
                    drain();
                    return out.toString().contains("  draining  ");
                });

        command.interrupt();

        assertThat(code.get()).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void eventsGoesOnAfterARestartOfTheGateway() throws Exception {
        var code = new CompletableFuture<Integer>();
        var command = start(code, out, "events", "--follow", "-o", "json");
        RealSystem.await(
                () -> {
                    drain();
                    return out.toString().contains("\"draining\"");
                });

        system.stopGateway();
        RealSystem.await(() -> err.toString().contains("waiting for the gateway"));
        out.getBuffer().setLength(0);
        system.startGateway();
        RealSystem.await(() -> out.toString().contains("\"registered\""));

        command.interrupt();
        assertThat(code.get()).isZero();
        assertThat(err.toString().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("monopod: "));
        assertThat(err.toString()).endsWith("the gateway is back" + System.lineSeparator());
    }

    @Test
    void eventsEndsWhenNobodyReads() throws Exception {
        var code = new CompletableFuture<Integer>();
        start(code, closed(), "events", "-f");
        RealSystem.await(
                () -> {
                    drain();
                    return code.isDone();
                });

        assertThat(code.get()).isZero();
    }

    @Test
    void topGoesOnWithoutTheGateway() throws Exception {
        var code = new CompletableFuture<Integer>();
        var command = start(code, out, "top");
        RealSystem.await(() -> out.toString().lines().count() >= 1);
        system.stopGateway();
        RealSystem.await(() -> err.toString().startsWith("monopod: cannot rea"));
        system.startGateway();
        long before = out.toString().lines().count();
        RealSystem.await(() -> out.toString().lines().count() > before);

        command.interrupt();

        assertThat(code.get()).isZero();
    }

    /// An instance drains once; another one is needed each time.
    private void drain() {
        try (var admin = system.api()) {
            system.addInstance();
            for (var instance : admin.get("/instances").path("instances")) {
                admin.post("/instances/" + instance.path("id").asText() + "/drain");
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Thread start(CompletableFuture<Integer> code, Writer output, String... words) {
        var commands = new CommandLine(new Root());
        OperatorCommands.addTo(commands, system.environment());
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setOut(new PrintWriter(output, true));
        commands.setErr(new PrintWriter(err, true));
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--admin", system.admin()));
        return Thread.ofPlatform()
                .start(() -> code.complete(commands.execute(all.toArray(String[]::new))));
    }

    /// As a pipe whose reader has gone.
    private static Writer closed() {
        return new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("closed");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    @Command(name = "monopod")
    private static final class Root {}
}
