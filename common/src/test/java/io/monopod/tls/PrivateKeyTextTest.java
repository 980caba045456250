package io.monopod.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.security.spec.InvalidKeySpecException;
import java.util.Base64;

class PrivateKeyTextTest {
    private static final X509Bundle RSA = self(new CertificateBuilder().rsa2048());
    private static final X509Bundle EC = self(new CertificateBuilder().ecp256());

    @Test
    void readsPkcs8() throws Exception {
        assertThat(PrivateKeyText.parse(RSA.getPrivateKeyPEM(), "RSA"))
                .isEqualTo(RSA.getKeyPair().getPrivate());
        assertThat(PrivateKeyText.parse(EC.getPrivateKeyPEM(), "EC"))
                .isEqualTo(EC.getKeyPair().getPrivate());
    }

    @Test
    void readsPkcs1FromOlderOpenssl() throws Exception {
        var inner =
                PrivateKeyInfo.getInstance(RSA.getKeyPair().getPrivate().getEncoded())
                        .parsePrivateKey();

        assertThat(PrivateKeyText.parse(pem("RSA PRIVATE KEY", inner), "RSA"))
                .isEqualTo(RSA.getKeyPair().getPrivate());
    }

    @Test
    void readsSec1FromOpenssl() throws Exception {
        var info = PrivateKeyInfo.getInstance(EC.getKeyPair().getPrivate().getEncoded());
        var inner =
                new org.bouncycastle.asn1.sec.ECPrivateKey(
                        256,
                        org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(info.parsePrivateKey())
                                .getKey(),
                        info.getPrivateKeyAlgorithm().getParameters());
        var parameters = pem("EC PARAMETERS", info.getPrivateKeyAlgorithm().getParameters());

        var read = PrivateKeyText.parse(parameters + pem("EC PRIVATE KEY", inner), "EC");

        assertThat(KeyPair.match(read, EC.getKeyPair().getPublic())).isTrue();
    }

    @Test
    void refusesInvalidKeys() {
        assertThatThrownBy(() -> PrivateKeyText.parse(EC.getCertificatePEM(), "EC"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a private key in PEM, not encrypted");
        assertThatThrownBy(() -> PrivateKeyText.parse(RSA.getPrivateKeyPEM(), "EC"))
                .isInstanceOf(InvalidKeySpecException.class);
    }

    private static String pem(String type, ASN1Encodable content) throws IOException {
        var text =
                Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(content.toASN1Primitive().getEncoded());
        return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    }

    private static X509Bundle self(CertificateBuilder builder) {
        try {
            return builder.subject("CN=test").setIsCertificateAuthority(true).buildSelfSigned();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
