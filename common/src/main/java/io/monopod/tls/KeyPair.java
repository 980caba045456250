package io.monopod.tls;

import io.monopod.config.InvalidSetting;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Optional;

/// Checks that a certificate and a private key belong together.
final class KeyPair {
    private static final int CHALLENGE = 32;

    private KeyPair() {}

    static void check(Optional<Path> certificate, Optional<Path> key) {
        InvalidSetting.unless(
                certificate.isEmpty() || key.isPresent(),
                "key",
                "",
                "a file, as certificate is one");
        InvalidSetting.unless(
                key.isEmpty() || certificate.isPresent(),
                "certificate",
                "",
                "a file, as key is one");
    }

    /// Whether `publicKey` verifies what `privateKey` signs.
    static boolean match(PrivateKey privateKey, PublicKey publicKey)
            throws GeneralSecurityException {
        var challenge = new byte[CHALLENGE];
        new SecureRandom().nextBytes(challenge);
        var signature =
                Signature.getInstance(
                        switch (publicKey.getAlgorithm()) {
                            case "RSA" -> "SHA256withRSA";
                            case "EC" -> "SHA256withECDSA";
                            default -> publicKey.getAlgorithm();
                        });
        signature.initSign(privateKey);
        signature.update(challenge);
        var signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(challenge);
        return signature.verify(signed);
    }
}
