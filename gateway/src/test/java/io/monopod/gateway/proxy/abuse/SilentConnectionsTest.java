package io.monopod.gateway.proxy.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;

import io.monopod.gateway.Eventually;
import io.monopod.gateway.JavaCommand;
import io.monopod.gateway.proxy.Gateway;
import io.monopod.gateway.proxy.Instance;
import io.monopod.gateway.proxy.Ledger;
import io.monopod.gateway.proxy.PathConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/// Ten thousand connections that say nothing.
@Timeout(120)
class SilentConnectionsTest {
    private static final int MANY = 10_000;

    /// Of heap, for all that the gateway and Helidon keep for a connection that has not begun.
    private static final int MEGABYTES = 320;

    @Test
    void theyAreHeldCheaplyAndThenGivenUp() throws IOException, InterruptedException {
        int count = Math.toIntExact(Math.min(MANY, filesLeft() - 1000));
        try (var instance = new Instance()) {
            var ledger = new Ledger(_ -> instance.target());
            var config = new PathConfig().handshake(Duration.ofSeconds(30)).build();
            try (var gateway = new Gateway(ledger, config)) {
                Harm.none(
                        "silent connections",
                        gateway.port(),
                        MEGABYTES,
                        weigh -> beSilent(gateway, count, weigh));
                Eventually.holds(() -> gateway.connections() == 0);
            }
        }
    }

    private static void beSilent(Gateway gateway, int count, Runnable weigh)
            throws IOException, InterruptedException {
        var silent =
                JavaCommand.of(
                                SilentClients.class,
                                Integer.toString(gateway.port()),
                                Integer.toString(count))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var output = silent.inputReader()) {
            assertThat(output.readLine()).isEqualTo("connected " + count);
            Eventually.holds(() -> gateway.connections() > count);
            weigh.run();
        } finally {
            silent.destroy();
        }
    }

    private static long filesLeft() {
        var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
    }
}
