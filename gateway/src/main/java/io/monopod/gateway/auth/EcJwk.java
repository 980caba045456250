package io.monopod.gateway.auth;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/// Writes P-256 keys as JWK (RFC 7518, section 6.2). Helidon only reads those.
final class EcJwk {
    static final ECParameterSpec P256 = p256();
    static final int COORDINATE_BYTES = 32;

    private EcJwk() {}

    static boolean isP256(ECPublicKey key) {
        return key.getParams().getCurve().equals(P256.getCurve());
    }

    /// In the order of a thumbprint (RFC 7638, section 3.2).
    static JsonObjectBuilder publicMembers(ECPublicKey key) {
        return Json.createObjectBuilder()
                .add("crv", "P-256")
                .add("kty", "EC")
                .add("x", coordinate(key.getW().getAffineX()))
                .add("y", coordinate(key.getW().getAffineY()));
    }

    /// Big-endian, always of full length (RFC 7518, section 6.2.1.2).
    static String coordinate(BigInteger value) {
        var bytes = value.toByteArray();
        var from = Math.max(0, bytes.length - COORDINATE_BYTES);
        var digits = Arrays.copyOfRange(bytes, from, bytes.length);
        var fixed = new byte[COORDINATE_BYTES];
        System.arraycopy(digits, 0, fixed, COORDINATE_BYTES - digits.length, digits.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
    }

    private static ECParameterSpec p256() {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no P-256", e);
        }
    }
}
