package io.monopod.gateway.tls;

import static io.monopod.gateway.tls.TlsFixture.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monopod.config.InvalidSetting;
import io.monopod.gateway.Backend;
import io.monopod.gateway.Eventually;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.tls.ClientTls;
import io.monopod.tls.ServerTls;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Reloads of certificate and key files.
@Timeout(60)
class TlsFilesTest {
    @AutoClose private final TlsFixture tls;

    TlsFilesTest(@TempDir Path directory) throws Exception {
        tls = new TlsFixture(directory);
    }

    @Test
    void newFilesApplyToNewConnectionsOnly() throws Exception {
        var backend = tls.backend();
        var gateway = tls.gateway(backend, tls.certificate, ClientTls.OFF);
        var channel = tls.channel(gateway, tls.authority.trusted());
        var stream =
                MyServiceAPIGrpc.newBlockingStub(channel).myServiceSubscribe(request("stream"));
        assertThat(stream.next().getClientValue()).isEqualTo("stream");

        var next = new Authority(tls.directory, "next");
        var _ = next.issue("gateway");
        Eventually.holds(() -> tls.answers(gateway, next.trusted()));

        assertThat(tls.answers(gateway, tls.authority.trusted())).isFalse();
        backend.subscribers.take().onNext(Backend.response("still here"));
        assertThat(stream.next().getClientValue()).isEqualTo("still here");
    }

    @Test
    void invalidFilesAreIgnoredWithAWarning() throws Exception {
        var gateway = tls.gateway(tls.backend(), tls.certificate, ClientTls.OFF);
        try (var log = new Warnings()) {
            Files.writeString(tls.certificate.key().orElseThrow(), "no key");

            Eventually.holds(() -> !log.texts.isEmpty());
            assertThat(log.texts)
                    .containsExactly(
                            "TLS files are not usable, the ones before stay in use: data.tls.key="
                                    + tls.certificate.key().orElseThrow()
                                    + ": allowed is a private key in PEM, not encrypted");
        }
        assertThat(tls.answers(gateway, tls.authority.trusted())).isTrue();
    }

    @Test
    void invalidFilesAreReportedInOneLine() throws Exception {
        var key = tls.certificate.key().orElseThrow();
        var missing = tls.directory.resolve("missing");
        var other = tls.authority.issue("other");

        assertThatThrownBy(
                        () ->
                                start(
                                        new ServerTls(
                                                Optional.of(missing),
                                                Optional.of(key),
                                                Optional.empty())))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage(
                        "data.tls.certificate=" + missing + ": allowed is a file that can be read");
        assertThatThrownBy(
                        () ->
                                start(
                                        new ServerTls(
                                                Optional.of(key),
                                                Optional.of(key),
                                                Optional.empty())))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage(
                        "data.tls.certificate="
                                + key
                                + ": allowed is one or more certificates in PEM");
        assertThatThrownBy(
                        () ->
                                start(
                                        new ServerTls(
                                                tls.certificate.certificate(),
                                                other.key(),
                                                Optional.empty())))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage(
                        "data.tls.key="
                                + other.key().orElseThrow()
                                + ": allowed is the private key of data.tls.certificate");
        assertThatThrownBy(
                        () ->
                                start(
                                        new ServerTls(
                                                tls.certificate.certificate(),
                                                tls.certificate.key(),
                                                Optional.of(missing))))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage(
                        "data.tls.client-ca=" + missing + ": allowed is a file that can be read");
    }

    private void start(ServerTls data) throws Exception {
        var _ = tls.gateway(tls.backend(), data, ClientTls.OFF);
    }

    /// Collects the log messages about TLS files.
    private static final class Warnings extends Handler implements AutoCloseable {
        private static final Logger LOGGER = Logger.getLogger("io.monopod.tls.LiveContext");
        final List<String> texts = new CopyOnWriteArrayList<>();

        Warnings() {
            LOGGER.addHandler(this);
        }

        @Override
        public void publish(LogRecord message) {
            if (message.getLevel().equals(Level.WARNING)) {
                texts.add(new java.util.logging.SimpleFormatter().formatMessage(message));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            LOGGER.removeHandler(this);
        }
    }
}
