package io.monopod.log;

import io.monopod.config.Key;

/// The log's level and format.
public record LogConfig(
        @Key(value = "info", doc = "the least that is logged") Level level,
        @Key(value = "text", doc = "text for people, json for collectors") Format format) {
    public enum Level {
        ERROR,
        WARNING,
        INFO,
        DEBUG
    }

    public enum Format {
        TEXT,
        JSON
    }
}
