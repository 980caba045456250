package io.monopod.log;

import java.util.logging.LogManager;

/// Keeps the log open until the process ends. The JDK's own manager closes it in a shutdown hook,
/// and hooks run concurrently, so log lines written during the drain would be lost. Public because
/// the JDK instantiates it.
public final class LastingLogManager extends LogManager {
    @Override
    public void reset() {
        // Each line is flushed when it is written, so nothing needs to be closed.
    }
}
