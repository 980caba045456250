package io.monopod.token;

import java.util.Set;

/// An issuer whose tokens are accepted, and the roles it may give. Its keys are valid only for
/// tokens with its name (`iss`, RFC 7519, section 4.1.1).
public sealed interface TrustedIssuer {
    String issuer();

    TokenKeys keys();

    /// The role that this issuer's token grants if it claims `role`.
    Role given(Role role);

    /// The gateway. It may give every role, and its signatures have one form only ([EcSignature]).
    record Own(String issuer, TokenKeys keys) implements TrustedIssuer {
        @Override
        public Role given(Role role) {
            return role;
        }
    }

    /// Another issuer.
    ///
    /// @param roles the roles it may give; its tokens grant no other
    record Foreign(String issuer, TokenKeys keys, Set<Role> roles) implements TrustedIssuer {
        public Foreign {
            roles = Set.copyOf(roles);
        }

        @Override
        public Role given(Role role) {
            return roles.contains(role) ? role : Role.NONE;
        }
    }
}
