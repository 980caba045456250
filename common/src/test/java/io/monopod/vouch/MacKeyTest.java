package io.monopod.vouch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.token.Role;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

class MacKeyTest {
    private static final MacKey KEY = MacKey.of(new byte[32]);
    private static final InstanceId POD = new InstanceId("pod");

    /// Expected values from Python's hmac, as an independent implementation.
    @Test
    void isHmacSha256OverLengthPrefixedParts() {
        assertThat(KEY.mac("monopod control", "pod"))
                .isEqualTo("Hj1xeBdwcae9zs3ZrvVg4XupDsjhCD8_L11EZ_ij7ls");
    }

    @Test
    void differentPartsHaveDifferentEncodings() {
        assertThat(KEY.mac("ab", "c"))
                .isNotEqualTo(KEY.mac("a", "bc"))
                .isNotEqualTo(KEY.mac("abc"))
                .isNotEqualTo(KEY.mac("ab", "c", ""));
        assertThat(KEY.matches(KEY.mac("ab", "c"), "ab", "c")).isTrue();
        assertThat(KEY.matches(KEY.mac("ab", "c"), "a", "bc")).isFalse();
    }

    @Test
    void keyIsNotPrintedAndNeedsExactLength() {
        assertThat(new InstanceKey(KEY)).hasToString("InstanceKey[key=(key)]");
        assertThatThrownBy(() -> MacKey.of(new byte[31])).hasMessage("key must be 32 bytes");
    }

    @Test
    void derivedKeysDifferByUseAndSecret() {
        var secret = HexFormat.of().parseHex("0102");
        assertThat(MacKey.derived(secret, "a"))
                .isEqualTo(MacKey.derived(secret, "a"))
                .isNotEqualTo(MacKey.derived(secret, "b"))
                .isNotEqualTo(MacKey.derived(HexFormat.of().parseHex("0103"), "a"));
    }

    @Test
    void proofIsValidForOneUseOnly() {
        var key = new InstanceKey(KEY);
        var statement =
                new Statement(
                        POD, new SessionId("s"), new Epoch(7), new UserName("ann"), Role.ADMIN);

        assertThat(key.provesControl(key.controlProof(POD), POD)).isTrue();
        assertThat(key.provesControl(key.registryProof(POD), POD)).isFalse();
        assertThat(key.provesRegistry(key.registryProof(POD), POD)).isTrue();
        assertThat(key.provesRegistry(key.controlProof(POD), POD)).isFalse();
        assertThat(key.vouches(key.voucher(statement), statement)).isTrue();
        assertThat(key.vouches(key.controlProof(POD), statement)).isFalse();
    }

    @Test
    void anyTextSurvivesHeaderRoundTrip() {
        for (var text : new String[] {"", "ann", "J\u00f6rg %41", "\r\n\0", "\ud83d\ude00 \t"}) {
            var encoded = HeaderText.encode(text);
            assertThat(encoded).matches("[!-~]*");
            assertThat(HeaderText.decode(encoded)).isEqualTo(text);
        }
        for (var broken : new String[] {"%", "%4", "%4g", "a%-1"}) {
            assertThatThrownBy(() -> HeaderText.decode(broken))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(HeaderText.encode("J\u00f6rg").getBytes(StandardCharsets.US_ASCII))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("J%C3%B6rg");
    }
}
