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
import java.util.regex.Pattern;

/// The whole system over TLS, as real processes: the gateway and its instances know each other by
/// certificates, and so do the gateway and the runner.
@Timeout(120)
class TlsSystemTest {
    private static final Pattern PORTS =
            Pattern.compile("READY data=localhost:(\\d+) control=localhost:(\\d+) .*");

    private final List<Process> processes = new ArrayList<>();

    @TempDir private Path directory = Path.of("");

    @BeforeEach
    void certificates() throws Exception {
        var authority =
                new CertificateBuilder()
                        .ecp256()
                        .subject("CN=authority")
                        .setIsCertificateAuthority(true)
                        .buildSelfSigned();
        write("ca.pem", authority.getCertificatePEM());
        issue("gateway", authority);
        issue("pod", authority);
        issue("runner", authority);
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void scenariosPassOverTls() throws Exception {
        var gateway =
                start(
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
        var ports = PORTS.matcher(firstLine(gateway));
        assertThat(ports.matches()).isTrue();
        for (int i = 0; i < 2; i++) {
            var instance =
                    start(
                            "io.monopod.myservice.Main",
                            "pod.yaml",
                            """
                            gateway: localhost:%s
                            gateway-tls: {ca: ca.pem, certificate: pod.pem, key: pod.key}
                            tls: {certificate: pod.pem, key: pod.key, client-ca: ca.pem}
                            """
                                    .formatted(ports.group(2)));
            assertThat(firstLine(instance)).startsWith("READY");
        }

        var address = "localhost:" + ports.group(1);

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
        var run = java("io.monopod.scenarios.cli.Main", words.toArray(String[]::new));
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
        write(name + ".pem", leaf.getCertificatePathPEM());
        write(name + ".key", leaf.getPrivateKeyPEM());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private Process start(String program, String file, String config) throws IOException {
        write(file, config);
        return java(program, "--config", file);
    }

    private Process java(String program, String... args) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                program));
        command.addAll(List.of(args));
        var builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("MONOPOD_JOIN_SECRET", "a secret for the tests of TLS");
        var process = builder.start();
        processes.add(process);
        return process;
    }

    private static String firstLine(Process process) throws IOException {
        return String.valueOf(process.inputReader().readLine());
    }
}
