package io.monopod.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The whole system over mutual TLS, with real processes: between gateway and instances, and
/// between gateway and runner.
@Timeout(120)
class TlsSystemTest {
    private final Path directory;
    private final Processes processes;

    TlsSystemTest(@TempDir Path directory) {
        this.directory = directory;
        this.processes = new Processes(directory);
    }

    @BeforeEach
    void certificates() throws Exception {
        var authority =
                new CertificateBuilder()
                        .ecp256()
                        .subject("CN=authority")
                        .setIsCertificateAuthority(true)
                        .buildSelfSigned();
        Files.writeString(directory.resolve("ca.pem"), authority.getCertificatePEM());
        issue("gateway", authority);
        issue("pod", authority);
        issue("runner", authority);
    }

    @AfterEach
    void stop() {
        processes.close();
    }

    @Test
    void scenariosPassOverTls() throws Exception {
        var gateway =
                processes.start(
                        "io.monopod.gateway.Main",
                        "gateway.yaml",
                        """
                        data:
                          port: 0
                          tls: {certificate: gateway.pem, key: gateway.key, client-ca: ca.pem}
                        control:
                          port: 0
                          tls: {certificate: gateway.pem, key: gateway.key, client-ca: ca.pem}
                        admin: {port: 0}
                        instance-tls: {ca: ca.pem, certificate: gateway.pem, key: gateway.key}
                        demo: true
                        start-grace: 0s
                        """);
        var ports = Processes.ports(gateway);
        for (int i = 0; i < 2; i++) {
            var instance =
                    processes.start(
                            "io.monopod.myservice.Main",
                            "pod.yaml",
                            """
                            gateway: localhost:%s
                            gateway-tls: {ca: ca.pem, certificate: pod.pem, key: pod.key}
                            tls: {certificate: pod.pem, key: pod.key, client-ca: ca.pem}
                            """
                                    .formatted(ports.control()));
            assertThat(Processes.firstLine(instance)).startsWith("READY");
        }

        var address = "localhost:" + ports.data();

        var known = play(address, "--ca", "ca.pem", "--cert", "runner.pem", "--key", "runner.key");
        assertThat(known.code()).as(known.account()).isZero();
        assertThat(known.account()).contains("2 of 2 scenarios passed");

        var nobody = play(address, "--ca", "ca.pem");
        assertThat(nobody.code()).as(nobody.account()).isEqualTo(3);
    }

    private record Run(int code, String account) {}

    private Run play(String gateway, String... tls) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("run", "basic_workflow", "sticky_session"));
        words.addAll(List.of("--gateway", gateway));
        words.addAll(List.of(tls));
        var run = processes.java("io.monopod.scenarios.cli.Main", words.toArray(String[]::new));
        var account = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(run.exitValue(), account);
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
