package io.monopod.gateway.shared;

import io.grpc.Metadata;
import io.monopod.contract.Names;
import io.monopod.gateway.store.Member;

/// Proves to a leader that a gateway asks: only those that can read the store know its key.
final class LeaderProof {
    static final Metadata.Key<String> KEY =
            Metadata.Key.of(Names.GATEWAY, Metadata.ASCII_STRING_MARSHALLER);

    private static final String PURPOSE = "monopod gateway";

    private LeaderProof() {}

    static String to(Member leader) {
        return leader.key().mac(PURPOSE, leader.id());
    }

    static boolean isValid(String proof, Member leader) {
        return leader.key().matches(proof, PURPOSE, leader.id());
    }
}
