package io.monopod.scenarios.operate;

/// Nobody reads the output any more, as after `monopod events -f | head`.
final class OutputClosed extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutputClosed() {
        super("the output is closed");
    }
}
