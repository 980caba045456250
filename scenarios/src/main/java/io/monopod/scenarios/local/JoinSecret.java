package io.monopod.scenarios.local;

import java.security.SecureRandom;
import java.util.HexFormat;

/// What instances show when they register: new for every system, handed over by the environment.
record JoinSecret(String value) {
    private static final int BYTES = 24;

    static JoinSecret random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new JoinSecret(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return "JoinSecret[hidden]";
    }
}
