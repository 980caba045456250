package io.monopod.scenarios.admin;

import io.monopod.scenarios.system.Endpoint;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/// The options of every command for operators.
public final class AdminOptions {
    /// The end of each command's help.
    public static final String TOKEN_HELP =
            "%nThe token of the admin API is found by itself if the gateway runs on this machine as"
                    + " the same user. Otherwise set MONOPOD_ADMIN_TOKEN_FILE to the gateway's"
                    + " admin.token-file, or MONOPOD_ADMIN_TOKEN to an administrator's token.";

    private static final String HTTP = "http://";
    private static final String HTTPS = "https://";

    private final Map<String, String> environment;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9090",
            description =
                    "the gateway's admin listener; https://HOST:PORT if it has TLS (default:"
                            + " ${DEFAULT-VALUE})")
    private String admin = "";

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "certificates in PEM that sign the gateway's, in place of the platform's; TLS"
                            + " is spoken if given")
    private @Nullable Path trust;

    @ArgGroup(exclusive = false)
    private @Nullable Shown shown;

    /// The operator's certificate, for a gateway that asks for one.
    private static final class Shown {
        @Option(
                names = "--cert",
                paramLabel = "FILE",
                required = true,
                description = "with --ca: certificate in PEM to show, if the gateway asks for one")
        private Path certificate = Path.of("");

        @Option(
                names = "--key",
                paramLabel = "FILE",
                required = true,
                description = "private key of that certificate, in PEM (PKCS #8)")
        private Path key = Path.of("");
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            defaultValue = "table",
            description = "how to print (default: ${DEFAULT-VALUE})")
    private Output output = Output.TABLE;

    private enum Output {
        TABLE,
        JSON
    }

    public AdminOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    public boolean json() {
        return output == Output.JSON;
    }

    /// @throws ParameterException if the address is malformed
    public AdminClient client() {
        try {
            return new AdminClient(Endpoint.parse(address(), transport()), environment);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    command.commandLine(), "--admin: " + String.valueOf(e.getMessage()), e);
        }
    }

    /// As 'monopod up' prints it, or without a scheme.
    private String address() {
        return Stream.of(HTTP, HTTPS)
                .filter(admin::startsWith)
                .findFirst()
                .map(scheme -> admin.substring(scheme.length()))
                .orElse(admin);
    }

    private Endpoint.Transport transport() {
        if (trust == null && shown == null && !admin.startsWith(HTTPS)) {
            return new Endpoint.Transport.Plaintext();
        }
        if (admin.startsWith(HTTP)) {
            throw new IllegalArgumentException("http:// is without TLS, so --ca is of no use");
        }
        return new Endpoint.Transport.Tls(
                trust, shown == null ? null : new Endpoint.Identity(shown.certificate, shown.key));
    }
}
