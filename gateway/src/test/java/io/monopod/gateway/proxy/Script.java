package io.monopod.gateway.proxy;

import java.util.Arrays;

/// What a fuzzer has a peer do, in octets: the first says how it begins, the rest is sent.
final class Script {
    private Script() {}

    /// Whether the peer begins as it should.
    static boolean isGreeted(byte[] script) {
        return script.length > 0 && (script[0] & 1) == 1;
    }

    static byte[] octets(byte[] script) {
        return Arrays.copyOfRange(script, Math.min(1, script.length), script.length);
    }
}
