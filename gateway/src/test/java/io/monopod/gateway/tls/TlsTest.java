package io.monopod.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.monopod.config.InvalidSetting;
import io.monopod.gateway.Backend;
import io.monopod.gateway.Eventually;
import io.monopod.gateway.Gateway;
import io.monopod.gateway.LocalGateway;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.tls.ClientTls;
import io.monopod.tls.ServerTls;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import javax.net.ssl.SSLSocketFactory;

@Timeout(60)
class TlsTest {
    private final Path directory;
    private final Authority authority;
    private final ServerTls certificate;
    private final List<AutoCloseable> open = new ArrayList<>();

    TlsTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        authority = new Authority(directory, "authority");
        certificate = authority.issue("gateway");
    }

    @AfterEach
    void close() throws Exception {
        for (var resource : open.reversed()) {
            resource.close();
        }
    }

    @Test
    void clientsSpeakTls() throws Exception {
        var gateway = gateway(backend(), certificate, ClientTls.OFF);
        var channel = channel(gateway, authority.trusted());

        assertThat(echo(channel, "hello")).isEqualTo("hello");
        var large = "x".repeat(2 << 20);
        assertThat(echo(channel, large)).isEqualTo(large);
    }

    @Test
    void whoSpeaksNoTlsIsClosed() throws Exception {
        var gateway = gateway(backend(), certificate, ClientTls.OFF);

        try (var socket = new Socket("localhost", gateway.dataPort())) {
            socket.getOutputStream()
                    .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(atEnd(socket)).isTrue();
        }
    }

    @Test
    void whoSaysNothingIsClosedAfterTheHandshakesTime() throws Exception {
        var gateway =
                gateway(backend(), certificate, ClientTls.OFF, "timeouts: {handshake: 200ms}\n");

        try (var socket = new Socket("localhost", gateway.dataPort())) {
            assertThat(atEnd(socket)).isTrue();
        }
    }

    @Test
    void whoDoesNotAskForHttp2IsClosed() throws Exception {
        var gateway = gateway(backend(), certificate, ClientTls.OFF);
        var context = javax.net.ssl.SSLContext.getInstance("TLS");
        context.init(null, new javax.net.ssl.TrustManager[] {new TrustAll()}, null);
        SSLSocketFactory sockets = context.getSocketFactory();

        try (var socket = sockets.createSocket("localhost", gateway.dataPort())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(atEnd(socket)).isTrue();
        }
    }

    @Test
    void clientsProveWhoTheyAreIfTheyHaveTo() throws Exception {
        var clients = new Authority(directory, "clients");
        var known = clients.issue("known");
        var gateway = gateway(backend(), clients.admitting(certificate), ClientTls.OFF);

        assertThat(echo(channel(gateway, authority.trustedBy(known)), "hello")).isEqualTo("hello");
        assertThatThrownBy(() -> echo(channel(gateway, authority.trusted()), "hello"))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("UNAVAILABLE");
        var stranger = new Authority(directory, "strangers").issue("stranger");
        assertThatThrownBy(() -> echo(channel(gateway, authority.trustedBy(stranger)), "hello"))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("UNAVAILABLE");
    }

    @Test
    void instancesAreSpokenToOverMutualTls() throws Exception {
        var backend = over(authority.admitting(authority.issue("backend")));
        var gateway = gateway(backend, certificate, authority.trustedBy(certificate));
        var channel = channel(gateway, authority.trusted());

        assertThat(echo(channel, "hello")).isEqualTo("hello");
        var large = "x".repeat(2 << 20);
        assertThat(echo(channel, large)).isEqualTo(large);
    }

    @Test
    void aClusterOfFixedAddressesCanHaveItsOwnTls() throws Exception {
        var others = new Authority(directory, "others");
        var backend = over(others.issue("backend"));
        var gateway = gateway(backend, certificate, authority.trusted(), others.trusted());

        assertThat(echo(channel(gateway, authority.trusted()), "hello")).isEqualTo("hello");
    }

    @Test
    void anInstanceThatIsNotTrustedGetsNoCalls() throws Exception {
        var backend = over(new Authority(directory, "strangers").issue("backend"));
        var gateway = gateway(backend, certificate, authority.trusted());

        assertThatThrownBy(() -> echo(channel(gateway, authority.trusted()), "hello"))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage("UNAVAILABLE: backend service unavailable");
    }

    @Test
    void newFilesAreForNewConnectionsAndOldConnectionsStay() throws Exception {
        var backend = backend();
        var gateway = gateway(backend, certificate, ClientTls.OFF);
        var channel = channel(gateway, authority.trusted());
        var stream =
                MyServiceAPIGrpc.newBlockingStub(channel).myServiceSubscribe(request("stream"));
        assertThat(stream.next().getClientValue()).isEqualTo("stream");

        var next = new Authority(directory, "next");
        var _ = next.issue("gateway");
        Eventually.holds(() -> answers(gateway, next.trusted()));

        assertThat(answers(gateway, authority.trusted())).isFalse();
        backend.subscribers.take().onNext(Backend.response("still here"));
        assertThat(stream.next().getClientValue()).isEqualTo("still here");
    }

    @Test
    void filesThatAreWrongChangeNothingButLeaveAWarning() throws Exception {
        var gateway = gateway(backend(), certificate, ClientTls.OFF);
        var log = new Warnings();
        open.add(log::close);

        Files.writeString(certificate.key().orElseThrow(), "no key");

        Eventually.holds(() -> !log.texts.isEmpty());
        assertThat(log.texts)
                .containsExactly(
                        "TLS files are not usable, the ones before stay in use: data.tls.key="
                                + certificate.key().orElseThrow()
                                + ": allowed is a private key in PEM, not encrypted");
        assertThat(answers(gateway, authority.trusted())).isTrue();
    }

    @Test
    void wrongFilesAreSaidInOneLine() throws Exception {
        var key = certificate.key().orElseThrow();
        var missing = directory.resolve("missing");
        var other = authority.issue("other");

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
                                                certificate.certificate(),
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
                                                certificate.certificate(),
                                                certificate.key(),
                                                Optional.of(missing))))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage(
                        "data.tls.client-ca=" + missing + ": allowed is a file that can be read");
    }

    private void start(ServerTls tls) throws Exception {
        var _ = gateway(backend(), tls, ClientTls.OFF);
    }

    private Backend backend() throws IOException {
        return kept(new Backend());
    }

    private Backend over(ServerTls tls) throws IOException {
        return kept(Backend.over(tls));
    }

    private Gateway gateway(Backend backend, ServerTls data, ClientTls instances, String... more)
            throws Exception {
        return gateway(backend, data, instances, ClientTls.OFF, more);
    }

    private Gateway gateway(
            Backend backend, ServerTls data, ClientTls instances, ClientTls cluster, String... more)
            throws Exception {
        var text =
                """
                data: {tls: {%s}}
                instance-tls: {%s}
                clusters:
                  echo: {type: static, addresses: ["localhost:%d"], tls: {%s}}
                routes:
                  - {prefix: /my_service.MyServiceAPI/, cluster: echo, auth: none, affinity: none}
                %s
                """
                        .formatted(
                                keys(
                                        Map.of(
                                                "certificate", data.certificate(),
                                                "key", data.key(),
                                                "client-ca", data.clientCa())),
                                keys(instances),
                                backend.port(),
                                keys(cluster),
                                String.join("", more));
        return kept(LocalGateway.start(directory, text));
    }

    private static String keys(ClientTls tls) {
        return keys(Map.of("ca", tls.ca(), "certificate", tls.certificate(), "key", tls.key()));
    }

    private static String keys(Map<String, Optional<Path>> files) {
        var keys = new ArrayList<String>();
        files.forEach((key, file) -> file.ifPresent(path -> keys.add(key + ": " + path)));
        return String.join(", ", keys);
    }

    private ManagedChannel channel(Gateway gateway, ClientTls tls) throws IOException {
        var credentials =
                TlsChannelCredentials.newBuilder().trustManager(tls.ca().orElseThrow().toFile());
        if (tls.certificate().isPresent()) {
            credentials.keyManager(
                    tls.certificate().get().toFile(), tls.key().orElseThrow().toFile());
        }
        var channel =
                Grpc.newChannelBuilderForAddress(
                                "localhost", gateway.dataPort(), credentials.build())
                        .maxInboundMessageSize(64 << 20)
                        .build();
        open.add(channel::shutdownNow);
        return channel;
    }

    private boolean answers(Gateway gateway, ClientTls tls) {
        try {
            return echo(channel(gateway, tls), "hello").equals("hello");
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String echo(ManagedChannel channel, String value) {
        EchoResponse response =
                MyServiceAPIGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(20, TimeUnit.SECONDS)
                        .myServiceEcho(request(value));
        return response.getClientValue();
    }

    private static EchoRequest request(String value) {
        return EchoRequest.newBuilder().setValue(value).build();
    }

    private static boolean atEnd(Socket socket) throws IOException {
        socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
        try {
            // An alert may come first.
            return socket.getInputStream().readAllBytes().length < 100;
        } catch (java.net.SocketException | javax.net.ssl.SSLException e) {
            return true;
        }
    }

    private <T extends AutoCloseable> T kept(T resource) {
        open.add(resource);
        return resource;
    }

    /// What is logged about TLS files.
    private static final class Warnings extends Handler {
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
