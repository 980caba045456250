package io.monopod.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

@Timeout(30)
class SparesTest {
    private final Spares spares = new Spares(1);

    @Test
    void nextStartsWhenOneGetsSession() throws Exception {
        var first = spares.awaitPlace().orElseThrow();
        var second = await();
        assertThat(second).isNotDone();

        first.set(false);

        assertThat(second.get()).isPresent();
    }

    @Test
    void freedProcessIsSpareAgain() throws Exception {
        var first = spares.awaitPlace().orElseThrow();
        first.set(false);
        first.set(true);
        var second = await();
        assertThat(second).isNotDone();

        first.close();

        assertThat(second.get()).isPresent();
    }

    @Test
    void noneIsWantedAfterClose() throws Exception {
        var _ = spares.awaitPlace();
        var second = await();

        spares.close();

        assertThat(second.get()).isEmpty();
    }

    private CompletableFuture<Optional<Spares.Place>> await() {
        var place = new CompletableFuture<Optional<Spares.Place>>();
        Thread.startVirtualThread(
                () -> {
                    try {
                        place.complete(spares.awaitPlace());
                    } catch (InterruptedException e) {
                        place.completeExceptionally(e);
                    }
                });
        return place;
    }
}
