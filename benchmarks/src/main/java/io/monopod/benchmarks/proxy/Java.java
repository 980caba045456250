package io.monopod.benchmarks.proxy;

import java.nio.file.Path;

/// The Java of this process, which child processes use too.
final class Java {
    private Java() {}

    static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
