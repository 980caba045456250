package io.monopod.console.model;

import io.monopod.scenarios.event.Call;
import io.monopod.scenarios.event.Metadatum;
import io.monopod.scenarios.system.Endpoint;

import java.util.ArrayList;
import java.util.List;

/// A call as a grpcurl command line (https://github.com/fullstorydev/grpcurl). It needs no proto
/// file, because the gateway offers reflection. Tokens and passwords are shell variables.
public final class Grpcurl {
    private static final String SERVICE = "my_service.MyServiceAPI/";

    private Grpcurl() {}

    public static String line(Call call, Endpoint.Transport transport) {
        List<String> words = new ArrayList<>(List.of("grpcurl"));
        words.addAll(
                switch (transport) {
                    case Endpoint.Transport.Plaintext() -> List.of("-plaintext");
                    case Endpoint.Transport.Tls tls -> certificates(tls);
                });
        for (Metadatum entry : call.sent()) {
            words.add("-H");
            words.add(header(entry));
        }
        String body = body(call);
        if (!body.isEmpty()) {
            words.add("-d");
            words.add(body);
        }
        words.add(call.to());
        words.add(SERVICE + call.method());
        return String.join(" ", words);
    }

    private static List<String> certificates(Endpoint.Transport.Tls tls) {
        List<String> words = new ArrayList<>();
        if (tls.trust() != null) {
            words.addAll(List.of("-cacert", quoted(tls.trust().toString())));
        }
        Endpoint.Identity identity = tls.identity();
        if (identity != null) {
            words.addAll(List.of("-cert", quoted(identity.certificate().toString())));
            words.addAll(List.of("-key", quoted(identity.key().toString())));
        }
        return words;
    }

    private static String header(Metadatum entry) {
        return entry.name().equals("authorization")
                ? "\"authorization: $TOKEN\""
                : quoted(entry.name() + ": " + entry.value());
    }

    private static String body(Call call) {
        return switch (call.method()) {
            case "Login" ->
                    "\"{\\\"username\\\":\\\"$USERNAME\\\",\\\"password\\\":\\\"$PASSWORD\\\",\\\"session_id\\\":\\\""
                            + call.session()
                            + "\\\"}\"";
            case "MyServiceEcho", "MyServiceSubscribe" -> quoted("{\"value\":\"hello\"}");
            default -> "";
        };
    }

    /// Quotes for a POSIX shell.
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
