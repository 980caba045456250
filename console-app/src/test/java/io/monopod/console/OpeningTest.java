package io.monopod.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.service.system.Link;
import io.monopod.console.service.system.OpenSystem;
import io.monopod.console.service.system.RemoteGateway;
import io.monopod.console.service.system.Systems;
import io.monopod.scenarios.local.LocalListener;
import io.monopod.scenarios.system.SystemSpec;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Clients that are added while a system is still opening, closing, or fails to open.
final class OpeningTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final CompletableFuture<String> failure = new CompletableFuture<>();

    private OnScreen window;

    @BeforeEach
    void open() throws InterruptedException {
        window = OnScreen.open(new SlowSystems(failure));
    }

    @AfterEach
    void close() {
        failure.complete("over");
        window.close();
    }

    @Test
    void clientsAddedDuringAnOpeningAreToldOfAndRefusedIfItFails() throws InterruptedException {
        Fx.run(() -> window.model().startLocal());
        window.await(
                "the opening", TIMEOUT, () -> window.model().link().get() instanceof Link.Opening);
        window.type("Shortcut+N");
        window.await("the sheet", TIMEOUT, () -> window.count("#add-clients") == 1);

        window.press("#add-clients");

        window.await(
                "the promise",
                TIMEOUT,
                () -> toasts().contains("10 clients start when the system is open"));
        failure.complete("nothing is installed");
        window.await("the refusal", TIMEOUT, () -> toasts().contains("10 clients were not added"));
        assertThat(toasts()).contains("nothing is installed");
    }

    @Test
    void fileThatIsNoCertificateIsToldAndNothingStaysOpening() throws InterruptedException {
        Fx.run(() -> window.model().connectRemote());
        window.await(
                "the opening", TIMEOUT, () -> window.model().link().get() instanceof Link.Opening);

        failure.completeExceptionally(new IOException());

        window.await("the refusal", TIMEOUT, () -> toasts().contains("ca.pem: no certificate"));
        assertThat(Fx.get(() -> window.model().link().get())).isInstanceOf(Link.Broken.class);
    }

    private String toasts() {
        return String.join(" ", window.read(".toast .label"));
    }

    /// Opens nothing until the test says why not.
    private record SlowSystems(CompletableFuture<String> failure) implements Systems {
        @Override
        public OpenSystem startLocal(SystemSpec spec, LocalListener listener) throws IOException {
            throw new IOException(failure.join());
        }

        @Override
        public OpenSystem connect(RemoteGateway remote) throws IOException {
            try {
                throw new IOException(failure.join());
            } catch (CompletionException e) {
                throw new IllegalArgumentException("ca.pem: no certificate", e);
            }
        }
    }
}
