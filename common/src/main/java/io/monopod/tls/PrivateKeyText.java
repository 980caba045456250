package io.monopod.tls;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// An unencrypted private key in PEM (RFC 7468): PKCS #8 (RFC 5958), or the older PKCS #1 for RSA
/// (RFC 8017) and SEC 1 for elliptic curves (RFC 5915). Java reads PKCS #8 only, so the others are
/// wrapped in it.
final class PrivateKeyText {
    static final String ALLOWED = "a private key in PEM, not encrypted";

    private static final Pattern BLOCK =
            Pattern.compile(
                    "-----BEGIN (|RSA |EC )PRIVATE KEY-----([^-]*)-----END \\1PRIVATE KEY-----");

    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;

    /// Tag `[0]`, under which an ECPrivateKey names its curve.
    private static final int PARAMETERS = 0xa0;

    /// 1.2.840.113549.1.1.1 and its parameters, which are NULL.
    private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");

    /// 1.2.840.10045.2.1, id-ecPublicKey.
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private PrivateKeyText() {}

    /// @param algorithm of the public key that belongs to it
    /// @throws IllegalArgumentException if `text` has no such key
    static PrivateKey parse(String text, String algorithm) throws GeneralSecurityException {
        var block = BLOCK.matcher(text);
        if (!block.find()) {
            throw new IllegalArgumentException(ALLOWED);
        }
        var der = Base64.getMimeDecoder().decode(block.group(2));
        var pkcs8 =
                switch (block.group(1)) {
                    case "RSA " -> envelope(der, RSA);
                    case "EC " -> envelope(der, EC, curve(der));
                    default -> der;
                };
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private static byte[] envelope(byte[] key, byte[]... algorithm) {
        return der(
                SEQUENCE,
                der(INTEGER, new byte[] {0}),
                der(SEQUENCE, algorithm),
                der(OCTET_STRING, key));
    }

    /// The curve's name in an ECPrivateKey: a sequence of a version, the number, the curve and the
    /// public point.
    private static byte[] curve(byte[] key) {
        int at = content(key, 0);
        while (at < key.length) {
            int content = content(key, at);
            int end = content + length(key, at);
            if ((key[at] & 0xff) == PARAMETERS) {
                return Arrays.copyOfRange(key, content, end);
            }
            at = end;
        }
        throw new IllegalArgumentException(ALLOWED);
    }

    /// The offset of the content of the element at `at` (X.690, section 8.1.3).
    private static int content(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = at + 2; i < content(der, at); i++) {
            length = (length << 8) | (der[i] & 0xff);
        }
        return length;
    }

    private static byte[] der(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        var element = new ByteArrayOutputStream(length + 4);
        element.write(tag);
        if (length < 0x80) {
            element.write(length);
        } else if (length < 0x100) {
            element.write(0x81);
            element.write(length);
        } else {
            element.write(0x82);
            element.write(length >> 8);
            element.write(length);
        }
        Arrays.stream(parts).forEach(element::writeBytes);
        return element.toByteArray();
    }
}
