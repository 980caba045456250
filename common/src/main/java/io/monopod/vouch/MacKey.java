package io.monopod.vouch;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A key for HMAC-SHA256 (RFC 2104). Immutable; never printed.
public final class MacKey {
    public static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] bytes;

    private MacKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @throws IllegalArgumentException if the length is not 32
    public static MacKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("key must be " + BYTES + " bytes");
        }
        return new MacKey(bytes.clone());
    }

    public static MacKey random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new MacKey(bytes);
    }

    /// Derives a separate key for one use of a secret. The secret cannot be computed from it.
    public static MacKey derived(byte[] secret, String use) {
        return new MacKey(mac(secret, use));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /// The MAC of the parts. Each part is its length in four bytes, then its UTF-8, so that no two
    /// lists of parts have the same encoding. 43 characters of base64url.
    public String mac(String... parts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(macBytes(parts));
    }

    /// As [#mac], but its 32 bytes.
    public byte[] macBytes(String... parts) {
        return mac(bytes, parts);
    }

    /// Whether `mac` is the MAC of the parts. Compares in constant time.
    public boolean matches(String mac, String... parts) {
        return MessageDigest.isEqual(
                mac.getBytes(StandardCharsets.UTF_8), mac(parts).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] mac(byte[] key, String... parts) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (var part : parts) {
                var utf8 = part.getBytes(StandardCharsets.UTF_8);
                mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, utf8.length));
                mac.update(utf8);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MacKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(bytes).getInt();
    }

    @Override
    public String toString() {
        return "(key)";
    }
}
