package io.monopod.benchmarks.proxy;

import java.nio.file.Path;

/// The Java of this process, which child processes use too.
public final class Java {
    private Java() {}

    public static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
