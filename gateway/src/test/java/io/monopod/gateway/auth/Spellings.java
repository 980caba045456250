package io.monopod.gateway.auth;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;

/// Other spellings of a token.
public final class Spellings {
    private static final BigInteger N =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private Spellings() {}

    /// With n - s in place of s, which is an equally valid signature (ECDSA, P-256).
    public static String withOtherS(String token) {
        int dot = token.lastIndexOf('.');
        var signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
        var s = N.subtract(new BigInteger(1, signature, 32, 32)).toByteArray();
        Arrays.fill(signature, 32, 64, (byte) 0);
        int digits = Math.min(s.length, 32);
        System.arraycopy(s, s.length - digits, signature, 64 - digits, digits);
        return token.substring(0, dot + 1)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }
}
