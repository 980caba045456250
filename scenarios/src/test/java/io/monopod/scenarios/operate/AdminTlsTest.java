package io.monopod.scenarios.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.Reading;
import io.monopod.gateway.Gateway;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.scenarios.cli.Cli;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A gateway whose admin listener has TLS, and asks for a certificate.
class AdminTlsTest {
    @TempDir private Path directory = Path.of("");
    @AutoClose private Gateway gateway;
    private Path ca;
    private Path other;

    @BeforeEach
    void start() throws Exception {
        var authority = authority("ca");
        ca = directory.resolve("ca.pem");
        authority("other");
        other = directory.resolve("other.pem");
        issue("gateway", authority);
        issue("operator", authority);
        var arguments =
                List.of(
                        "--data-port=0",
                        "--control-port=0",
                        "--admin-port=0",
                        "--admin-token-file=" + directory.resolve("token"),
                        "--admin-tls-certificate=" + directory.resolve("gateway.pem"),
                        "--admin-tls-key=" + directory.resolve("gateway.key"),
                        "--admin-tls-client-ca=" + ca,
                        "--demo");
        var reading =
                GatewayConfig.reader()
                        .read(
                                arguments,
                                Map.of("MONOPOD_JOIN_SECRET", "a join secret for the tests"));
        if (!(reading instanceof Reading.Ready<GatewayConfig>(var config, _))) {
            throw new AssertionError(reading);
        }
        gateway = Gateway.start(config, InstantSource.system());
    }

    @Test
    void operatorWithCertificateIsAnswered() {
        var cli = run("https://localhost:", ca);

        assertThat(cli.err()).isEmpty();
        assertThat(cli.code()).isZero();
        assertThat(cli.out()).startsWith("SESSION");
    }

    @Test
    void caIsEnoughForTls() {
        assertThat(run("localhost:", ca).code()).isZero();
    }

    @Test
    void otherCaIsOneLine() {
        assertFailed(
                run("https://localhost:", other),
                "nobody who is trusted signed its certificate: see --ca");
    }

    @Test
    void platformsCasAreOneLine() {
        assertFailed(
                Cli.run(token(), "sessions", "--admin", "https://localhost:" + port()),
                "nobody who is trusted signed its certificate; name who did with --ca FILE");
    }

    @Test
    void otherNameIsOneLine() {
        assertFailed(run("https://127.0.0.1:", ca), "its certificate is not for that name");
    }

    @Test
    void commandWithoutTlsIsToldToUseIt() {
        assertFailed(
                Cli.run(token(), "sessions", "--admin", "localhost:" + port()),
                "if it has TLS, name it with --admin https://HOST:PORT");
    }

    @Test
    void fileThatIsNoneIsOneLine() {
        var cli = run("https://localhost:", directory.resolve("none.pem"));

        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.err()).contains("--ca", "none.pem");
    }

    private Cli run(String address, Path trusted) {
        var words = new ArrayList<>(List.of("sessions", "--admin", address + port(), "--ca"));
        words.add(trusted.toString());
        words.addAll(List.of("--cert", directory.resolve("operator.pem").toString()));
        words.addAll(List.of("--key", directory.resolve("operator.key").toString()));
        return Cli.run(token(), words.toArray(String[]::new));
    }

    private static void assertFailed(Cli cli, String part) {
        assertThat(cli.err()).contains("cannot reach the admin API at", part).hasLineCount(1);
        assertThat(cli.code()).isEqualTo(3);
    }

    private int port() {
        return gateway.adminPort();
    }

    private Map<String, String> token() {
        return Map.of("MONOPOD_ADMIN_TOKEN_FILE", directory.resolve("token").toString());
    }

    private X509Bundle authority(String name) throws Exception {
        var bundle =
                new CertificateBuilder()
                        .ecp256()
                        .subject("CN=" + name)
                        .setIsCertificateAuthority(true)
                        .buildSelfSigned();
        Files.writeString(directory.resolve(name + ".pem"), bundle.getCertificatePEM());
        return bundle;
    }

    private void issue(String name, X509Bundle authority) throws Exception {
        var leaf =
                new CertificateBuilder()
                        .ecp256()
                        .subject("CN=" + name)
                        .addSanDnsName("localhost")
                        .buildIssuedBy(authority);
        Files.writeString(directory.resolve(name + ".pem"), leaf.getCertificatePathPEM());
        Files.writeString(directory.resolve(name + ".key"), leaf.getPrivateKeyPEM());
    }
}
