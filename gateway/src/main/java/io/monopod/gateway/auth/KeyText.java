package io.monopod.gateway.auth;

import io.helidon.security.jwt.jwk.JwkEC;

import jakarta.json.Json;

import java.io.StringReader;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/// A private key as text: a JWK, or PEM as `openssl genpkey -algorithm EC -pkeyopt
/// ec_paramgen_curve:P-256` writes it.
final class KeyText {
    static final String ALLOWED = "a P-256 private key, as a JWK or in PEM (PKCS #8)";

    private static final String PEM_BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String PEM_END = "-----END PRIVATE KEY-----";

    /// What precedes the public point in an ECPrivateKey (RFC 5915): tag [1], a BIT STRING without
    /// unused bits, and the mark of an uncompressed point (SEC 1, section 2.3.3). Then x and y
    /// follow.
    private static final byte[] POINT_HEADER = {(byte) 0xa1, 0x44, 0x03, 0x42, 0x00, 0x04};

    private KeyText() {}

    /// Throws exceptions of many kinds if `text` is no valid key.
    static SigningKey parse(String text) throws GeneralSecurityException {
        int begin = text.indexOf(PEM_BEGIN);
        return begin < 0
                ? ofJwk(text)
                : ofPkcs8(
                        Base64.getMimeDecoder()
                                .decode(
                                        text.substring(
                                                begin + PEM_BEGIN.length(),
                                                text.indexOf(PEM_END))));
    }

    private static SigningKey ofJwk(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            // Helidon requires an id, which the thumbprint replaces later.
            var named = Json.createObjectBuilder(reader.readObject()).add("kid", "").build();
            var key = JwkEC.create(named);
            return SigningKey.of(
                    (ECPublicKey) key.publicKey(), (ECPrivateKey) key.privateKey().orElseThrow());
        }
    }

    private static SigningKey ofPkcs8(byte[] der) throws GeneralSecurityException {
        var keys = KeyFactory.getInstance("EC");
        var privateKey = (ECPrivateKey) keys.generatePrivate(new PKCS8EncodedKeySpec(der));
        var publicKey = keys.generatePublic(new ECPublicKeySpec(publicPoint(der), EcJwk.P256));
        return SigningKey.of((ECPublicKey) publicKey, privateKey);
    }

    /// Java reads only the private part and cannot compute the public one from it. The caller
    /// checks that both belong together.
    private static ECPoint publicPoint(byte[] der) {
        int y = der.length - EcJwk.COORDINATE_BYTES;
        int x = y - EcJwk.COORDINATE_BYTES;
        int header = x - POINT_HEADER.length;
        if (header < 0 || !Arrays.equals(der, header, x, POINT_HEADER, 0, POINT_HEADER.length)) {
            throw new IllegalArgumentException(ALLOWED);
        }
        return new ECPoint(
                new BigInteger(1, der, x, EcJwk.COORDINATE_BYTES),
                new BigInteger(1, der, y, EcJwk.COORDINATE_BYTES));
    }
}
