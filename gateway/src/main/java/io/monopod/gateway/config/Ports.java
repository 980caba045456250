package io.monopod.gateway.config;

import io.monopod.config.InvalidSetting;

final class Ports {
    private Ports() {}

    static void check(int port) {
        InvalidSetting.unless(port >= 0 && port <= 65535, "port", port, "0 to 65535");
    }
}
