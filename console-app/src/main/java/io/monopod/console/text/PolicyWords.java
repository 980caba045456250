package io.monopod.console.text;

import io.monopod.scenarios.system.Policy;

import java.util.Optional;

/// A gateway's policy in words.
public final class PolicyWords {
    private PolicyWords() {}

    public static String of(Optional<Policy> policy) {
        return policy.map(known -> Texts.text("policy", known))
                .orElse(Texts.text("policy.unknown"));
    }
}
