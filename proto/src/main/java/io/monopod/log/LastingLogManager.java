package io.monopod.log;

import java.util.logging.LogManager;

/// Keeps the log open to the end. The JDK's own manager closes it by a shutdown hook, and hooks run
/// side by side: what a program has to say while it drains would be lost. Public because the JDK
/// makes it.
public final class LastingLogManager extends LogManager {
    @Override
    public void reset() {
        // Each line is flushed when it is written: there is nothing to close.
    }
}
