package io.monopod.scenarios.admin;

import io.monopod.scenarios.system.Endpoint;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.Map;

/// The options of every command for operators.
public final class AdminOptions {
    /// The end of each command's help.
    public static final String TOKEN_HELP =
            "%nThe token of the admin API is found by itself if the gateway runs on this machine as"
                    + " the same user. Otherwise set MONOPOD_ADMIN_TOKEN_FILE to the gateway's"
                    + " admin.token-file, or MONOPOD_ADMIN_TOKEN to an administrator's token.";

    private static final String HTTP = "http://";

    private final Map<String, String> environment;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9090",
            description = "the gateway's admin listener (default: ${DEFAULT-VALUE})")
    private String admin = "";

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
            // As 'monopod up' prints it.
            var address = admin.startsWith(HTTP) ? admin.substring(HTTP.length()) : admin;
            var endpoint = Endpoint.parse(address, new Endpoint.Transport.Plaintext());
            return new AdminClient(endpoint, environment);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    command.commandLine(), "--admin: " + String.valueOf(e.getMessage()), e);
        }
    }
}
