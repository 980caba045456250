package io.monopod.myservice;

import io.monopod.proto.control.v1.TokenIssuer;
import io.monopod.proto.control.v1.TokenRules;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;

/// Makes tokens as a gateway does (ES256, RFC 7518), with its own key.
public final class TestTokens {
    public static final String ISSUER = "test-gateway";
    public static final String AUDIENCE = "test-clients";

    private final KeyPair keys = newKeys();

    /// A token of a user, for one session.
    public String forUser(String user, String session) {
        return forUser(user, session, Instant.now().plusSeconds(600));
    }

    public String forUser(String user, String session, Instant expiry) {
        return sign(
                """
                {"iss":"%s","aud":"%s","sub":"%s","role":"admin","session_id":"%s","exp":%d}\
                """
                        .formatted(ISSUER, AUDIENCE, user, session, expiry.getEpochSecond()));
    }

    /// The token rules that a gateway with this key sends to instances.
    public TokenRules rules() {
        return TokenRules.newBuilder()
                .setVersion(Integer.toHexString(jwks().hashCode()))
                .setAudience(AUDIENCE)
                .addIssuers(
                        TokenIssuer.newBuilder()
                                .setIssuer(ISSUER)
                                .setJwks(jwks())
                                .addRoles("admin"))
                .build();
    }

    public String jwks() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        return """
        {"keys":[{"kty":"EC","crv":"P-256","alg":"ES256","kid":"k1","x":"%s","y":"%s"}]}\
        """
                .formatted(coordinate(point.getAffineX()), coordinate(point.getAffineY()));
    }

    private String sign(String claims) {
        var content = base64("{\"alg\":\"ES256\",\"kid\":\"k1\"}") + "." + base64(claims);
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// 32 bytes, big-endian (RFC 7518, section 6.2.1.2).
    private static String coordinate(BigInteger value) {
        var bytes = value.toByteArray();
        var fixed = new byte[32];
        int count = Math.min(bytes.length, fixed.length);
        System.arraycopy(bytes, bytes.length - count, fixed, fixed.length - count, count);
        return base64(fixed);
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
