package io.monopod.datapath.proxy;

import java.util.Arrays;

/// The script of a fuzzed peer: the first byte says how it starts, the rest is sent.
final class Script {
    private Script() {}

    /// Whether the peer starts with a valid greeting.
    static boolean isGreeted(byte[] script) {
        return script.length > 0 && (script[0] & 1) == 1;
    }

    static byte[] bytes(byte[] script) {
        return Arrays.copyOfRange(script, Math.min(1, script.length), script.length);
    }
}
