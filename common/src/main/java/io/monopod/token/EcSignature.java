package io.monopod.token;

import java.math.BigInteger;
import java.util.Arrays;

/// ES256 signatures: r and s, 32 bytes each (RFC 7518, section 3.4). If (r, s) is valid, so is (r,
/// n - s), so anyone can write a token in a second form. The gateway's own tokens use the lower s,
/// and only that form is accepted.
public final class EcSignature {
    private static final int PART = 32;

    /// The order of P-256 (FIPS 186-4, appendix D.1.2.3).
    private static final BigInteger N =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private static final BigInteger HALF = N.shiftRight(1);

    private EcSignature() {}

    public static boolean hasLowS(byte[] signature) {
        return signature.length == 2 * PART && s(signature).compareTo(HALF) <= 0;
    }

    /// The same signature with the lower of the two values of s.
    public static byte[] withLowS(byte[] signature) {
        if (hasLowS(signature)) {
            return signature;
        }
        var low = N.subtract(s(signature)).toByteArray();
        var result = Arrays.copyOf(signature, 2 * PART);
        Arrays.fill(result, PART, 2 * PART, (byte) 0);
        int digits = Math.min(low.length, PART);
        System.arraycopy(low, low.length - digits, result, 2 * PART - digits, digits);
        return result;
    }

    private static BigInteger s(byte[] signature) {
        return new BigInteger(1, signature, PART, PART);
    }
}
