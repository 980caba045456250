package io.monopod.datapath.proxy.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;

import io.monopod.datapath.Eventually;
import io.monopod.datapath.JavaCommand;
import io.monopod.datapath.config.PathConfig;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.proxy.Instance;
import io.monopod.datapath.proxy.Ledger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/// Thousands of connections that send nothing.
@Timeout(120)
class SilentConnectionsTest {
    private static final int MANY = 7_500;

    /// The heap that the gateway and Helidon may use for connections without a preface.
    private static final int MEGABYTES = 200;

    @Test
    void silentConnectionsUseLittleMemoryAndAreClosed() throws IOException, InterruptedException {
        // Strangers may use seven eighths of what one of two listeners accepts.
        int count = Math.toIntExact(Math.min(MANY, (filesLeft() - 1000) * 2 / 5));
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
