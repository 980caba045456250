package io.monopod.gateway.config;

import io.monopod.config.InvalidSetting;
import io.monopod.config.Key;

import java.net.URI;
import java.util.Optional;

/// Where the spans of calls are sent, and how many are recorded.
public record TracingConfig(
        @Key(
                        doc =
                                "where spans of calls are posted to, by OTLP over HTTP, for example"
                                        + " http://localhost:4318/v1/traces; nowhere if not given")
                Optional<String> otlpEndpoint,
        @Key(
                        value = "100",
                        doc =
                                "percentage of the calls recorded whose client does not say whether to")
                int sampled) {
    private static final int ALL = 100;

    public TracingConfig {
        InvalidSetting.unless(
                otlpEndpoint.map(TracingConfig::isAddress).orElse(true),
                "otlp-endpoint",
                otlpEndpoint.orElse(""),
                "an http or https address");
        InvalidSetting.unless(sampled >= 0 && sampled <= ALL, "sampled", sampled, "0 to 100");
    }

    private static boolean isAddress(String text) {
        try {
            return text.matches("https?://.*") && URI.create(text).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// The address that spans are posted to, if tracing is on.
    public Optional<URI> collector() {
        return otlpEndpoint.map(URI::create);
    }

    /// The share of recorded calls, 0 to 1.
    public double share() {
        return sampled / (double) ALL;
    }
}
