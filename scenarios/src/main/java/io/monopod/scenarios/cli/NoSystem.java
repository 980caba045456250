package io.monopod.scenarios.cli;

import java.io.IOException;

/// The system could not be started or reached. The message is for the user.
final class NoSystem extends IOException {
    private static final long serialVersionUID = 1;

    NoSystem(String message) {
        super(message);
    }
}
