package io.monopod.token;

import io.helidon.security.jwt.Jwt;
import io.helidon.security.jwt.SignedJwt;
import io.helidon.security.jwt.jwk.Jwk;
import io.helidon.security.jwt.jwk.JwkEC;
import io.helidon.security.jwt.jwk.JwkOctet;
import io.helidon.security.jwt.jwk.JwkRSA;

import jakarta.json.Json;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/// Keys that sign the tests' tokens, and their public parts as key sets.
final class SigningKeys {
    private SigningKeys() {}

    static KeyPair ec() {
        return pair("EC", 256);
    }

    static KeyPair rsa() {
        return pair("RSA", 2048);
    }

    static Jwk es256(String keyId, KeyPair pair) {
        return JwkEC.builder()
                .keyId(keyId)
                .algorithm("ES256")
                .privateKey((ECPrivateKey) pair.getPrivate())
                .publicKey((ECPublicKey) pair.getPublic())
                .build();
    }

    static Jwk rs256(String keyId, KeyPair pair) {
        return JwkRSA.builder()
                .keyId(keyId)
                .algorithm("RS256")
                .privateKey((RSAPrivateKey) pair.getPrivate())
                .publicKey((RSAPublicKey) pair.getPublic())
                .build();
    }

    static Jwk hs256(String keyId, String secret) {
        return JwkOctet.create(
                Json.createObjectBuilder()
                        .add("kty", "oct")
                        .add("kid", keyId)
                        .add("alg", "HS256")
                        .add("k", base64(secret.getBytes(StandardCharsets.UTF_8)))
                        .build());
    }

    static String jwks(String keyId, KeyPair pair) {
        var key = Json.createObjectBuilder().add("kid", keyId);
        switch (pair.getPublic()) {
            case ECPublicKey ec ->
                    key.add("kty", "EC")
                            .add("crv", "P-256")
                            .add("x", base64(ec.getW().getAffineX(), 32))
                            .add("y", base64(ec.getW().getAffineY(), 32));
            case RSAPublicKey rsa ->
                    key.add("kty", "RSA")
                            .add("n", base64(rsa.getModulus(), 256))
                            .add("e", base64(rsa.getPublicExponent(), 3));
            default -> throw new IllegalArgumentException(pair.getPublic().getAlgorithm());
        }
        return Json.createObjectBuilder()
                .add("keys", Json.createArrayBuilder().add(key))
                .build()
                .toString();
    }

    static String sign(Jwt.Builder jwt, Jwk key) {
        var token = SignedJwt.sign(jwt.build(), key);
        if (!key.algorithm().equals("ES256")) {
            return token.tokenContent();
        }
        var content = token.tokenContent();
        return content.substring(0, content.lastIndexOf('.') + 1)
                + base64(EcSignature.withLowS(token.getSignature()));
    }

    private static KeyPair pair(String algorithm, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Big-endian and of fixed length (RFC 7518, section 6.2.1.2).
    private static String base64(BigInteger value, int length) {
        var bytes = value.toByteArray();
        var fixed = new byte[length];
        int count = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - count, fixed, length - count, count);
        return base64(fixed);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
