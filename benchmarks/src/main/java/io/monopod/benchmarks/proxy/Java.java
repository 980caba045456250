package io.monopod.benchmarks.proxy;

import java.nio.file.Path;

/// The Java that this process runs on: children run on the same.
final class Java {
    private Java() {}

    static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
