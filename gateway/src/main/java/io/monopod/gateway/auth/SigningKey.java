package io.monopod.gateway.auth;

import io.helidon.security.jwt.Jwt;
import io.helidon.security.jwt.SignedJwt;
import io.helidon.security.jwt.jwk.JwkEC;
import io.monopod.token.EcSignature;
import io.monopod.vouch.MacKey;

import jakarta.json.Json;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;

/// The key that signs the gateway's tokens: ES256, ECDSA over P-256 with SHA-256 (RFC 7518, section
/// 3.4). Its id is its thumbprint (RFC 7638), so the same key has the same id from any source.
public final class SigningKey {
    private final ECPublicKey publicKey;
    private final ECPrivateKey privateKey;
    private final String id;
    private final JwkEC jwk;

    private SigningKey(ECPublicKey publicKey, ECPrivateKey privateKey) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
        this.id = thumbprint(publicKey);
        this.jwk =
                JwkEC.builder()
                        .keyId(id)
                        .algorithm(JwkEC.ALG_ES256)
                        .publicKey(publicKey)
                        .privateKey(privateKey)
                        .build();
    }

    public static SigningKey generate() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(EcJwk.P256);
            var pair = generator.generateKeyPair();
            return new SigningKey((ECPublicKey) pair.getPublic(), (ECPrivateKey) pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no P-256", e);
        }
    }

    /// @throws IllegalArgumentException if the parts do not belong together or are not of P-256
    static SigningKey of(ECPublicKey publicKey, ECPrivateKey privateKey) {
        if (!EcJwk.isP256(publicKey) || !belongTogether(publicKey, privateKey)) {
            throw new IllegalArgumentException("not the two parts of one P-256 key");
        }
        return new SigningKey(publicKey, privateKey);
    }

    /// The `kid` of tokens signed with it.
    public String id() {
        return id;
    }

    /// The public key as a key set (RFC 7517).
    public String jwks() {
        var key =
                EcJwk.publicMembers(publicKey)
                        .add("kid", id)
                        .add("alg", JwkEC.ALG_ES256)
                        .add("use", "sig");
        return Json.createObjectBuilder()
                .add("keys", Json.createArrayBuilder().add(key))
                .build()
                .toString();
    }

    /// The key of a [#privateJwk].
    ///
    /// @throws IllegalArgumentException if it is none
    public static SigningKey ofPrivateJwk(String jwk) {
        try {
            return KeyText.parse(jwk);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a private key", e);
        }
    }

    /// The whole key as a JWK, with its private part.
    public String privateJwk() {
        return EcJwk.publicMembers(publicKey)
                .add("d", EcJwk.coordinate(privateKey.getS()))
                .build()
                .toString();
    }

    /// Derives a key that only gateways with this signing key can compute.
    public MacKey derive(String use) {
        return MacKey.derived(privateKey.getS().toByteArray(), use);
    }

    /// @return the token's text, in the only accepted spelling ([EcSignature])
    String sign(Jwt.Builder jwt) {
        var complete = jwt.algorithm(JwkEC.ALG_ES256).keyId(id).type("JWT").build();
        var signed = SignedJwt.sign(complete, jwk);
        var content = signed.tokenContent();
        return content.substring(0, content.lastIndexOf('.') + 1)
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(EcSignature.withLowS(signed.getSignature()));
    }

    private static String thumbprint(ECPublicKey key) {
        try {
            var members = EcJwk.publicMembers(key).build().toString();
            var hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(members.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static boolean belongTogether(ECPublicKey publicKey, ECPrivateKey privateKey) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(privateKey);
            signature.update((byte) 1);
            var signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update((byte) 1);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// Shows the key's id and hides its private part.
    @Override
    public String toString() {
        return id;
    }
}
