package io.monopod.scenarios.cli;

import io.monopod.scenarios.system.Endpoint;
import io.monopod.scenarios.system.Policy;
import io.monopod.scenarios.system.SystemSpec;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Optional;

/// The options that select the system to play against.
final class SystemChoice {
    @Option(
            names = "--gateway",
            paramLabel = "HOST:PORT",
            description = "a gateway that runs already; without it a local system is started")
    private @Nullable String gateway;

    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            description =
                    "that gateway's admin listener: wait there for free instances before each"
                            + " scenario")
    private @Nullable String admin;

    @Option(
            names = "--gateways",
            paramLabel = "N",
            description =
                    "gateways of the local system, with an etcd for several (default: as the"
                            + " scenario needs it)")
    private @Nullable Integer gateways;

    @Option(
            names = "--policy",
            paramLabel = "exclusive|strict",
            defaultValue = "exclusive",
            description = {
                "how the gateway chooses instances; of a gateway that runs already, what it was"
                        + " told (default: ${DEFAULT-VALUE})"
            })
    private Policy policy = Policy.EXCLUSIVE;

    @ArgGroup(exclusive = false)
    private Tls tls = new Tls();

    /// TLS options for a remote gateway.
    static final class Tls {
        @Option(names = "--tls", description = "speak TLS to the gateway")
        private boolean on;

        @Option(
                names = "--ca",
                paramLabel = "FILE",
                description = "certificates in PEM to trust instead of the platform's")
        private @Nullable Path trust;

        @ArgGroup(exclusive = false)
        private @Nullable Shown shown;

        Endpoint.Transport transport() {
            return on || trust != null || shown != null
                    ? new Endpoint.Transport.Tls(trust, shown == null ? null : shown.identity())
                    : new Endpoint.Transport.Plaintext();
        }
    }

    /// The client's certificate for a gateway that requires one; both options go together.
    static final class Shown {
        @Option(
                names = "--cert",
                paramLabel = "FILE",
                required = true,
                description = "certificate in PEM to show to the gateway, if it asks for one")
        private Path certificate = Path.of("");

        @Option(
                names = "--key",
                paramLabel = "FILE",
                required = true,
                description = "private key of that certificate, in PEM (PKCS #8)")
        private Path key = Path.of("");

        Endpoint.Identity identity() {
            return new Endpoint.Identity(certificate, key);
        }
    }

    /// The gateways of a local system; empty for as many as the scenario wants.
    ///
    /// @throws IllegalArgumentException with a message for the user, if there cannot be so many
    Optional<Integer> gateways() {
        if (gateways != null && gateway != null) {
            throw new IllegalArgumentException(
                    "--gateways is for a local system, and --gateway names one that runs already");
        }
        Optional<Integer> given = Optional.ofNullable(gateways);
        given.ifPresent(SystemSpec.STANDARD::withGateways);
        return given;
    }

    Policy policy() {
        return policy;
    }

    /// The remote gateway; empty for a local system.
    ///
    /// @throws IllegalArgumentException with a message for the user, if the address is malformed
    Optional<Endpoint> gateway() {
        return Optional.ofNullable(gateway).map(text -> Endpoint.parse(text, tls.transport()));
    }

    /// The remote gateway's admin listener, if it was given.
    ///
    /// @throws IllegalArgumentException with a message for the user, if the address is malformed
    Optional<Endpoint> admin() {
        return Optional.ofNullable(admin)
                .map(text -> Endpoint.parse(text, new Endpoint.Transport.Plaintext()));
    }
}
