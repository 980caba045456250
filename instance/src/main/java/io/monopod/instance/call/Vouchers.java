package io.monopod.instance.call;

import io.monopod.contract.InstanceId;
import io.monopod.vouch.InstanceKey;
import io.monopod.vouch.Statement;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// Checks that the gateway vouches for the caller that a call names. All calls of a session have
/// the same voucher, so all but the first are checked by comparison. Thread-safe.
public final class Vouchers {
    private final InstanceId instance;
    private final InstanceKey key;
    private volatile @Nullable Vouched last;

    private record Vouched(Statement statement, String voucher) {}

    /// @param key the key that the instance registers with
    public Vouchers(InstanceId instance, InstanceKey key) {
        this.instance = instance;
        this.key = key;
    }

    InstanceId instance() {
        return instance;
    }

    public boolean isGood(String voucher, Statement statement) {
        var known = last;
        if (known != null && known.statement.equals(statement)) {
            return MessageDigest.isEqual(bytes(known.voucher), bytes(voucher));
        }
        boolean good = key.vouches(voucher, statement);
        if (good) {
            last = new Vouched(statement, voucher);
        }
        return good;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
