package io.monopod.scenarios.cli;

import java.io.IOException;

/// The system could not be started or reached; the message is for the person at the terminal.
final class NoSystem extends IOException {
    private static final long serialVersionUID = 1;

    NoSystem(String message) {
        super(message);
    }
}
