package io.monopod.gateway.peer;

import io.grpc.Metadata;
import io.monopod.contract.Names;
import io.monopod.gateway.store.Member;

/// Proves to a gateway that another one asks: only those that can read the store know its key.
public final class GatewayProof {
    public static final Metadata.Key<String> KEY =
            Metadata.Key.of(Names.GATEWAY, Metadata.ASCII_STRING_MARSHALLER);

    private static final String PURPOSE = "monopod gateway";

    private GatewayProof() {}

    public static String to(Member asked) {
        return asked.key().mac(PURPOSE, asked.id());
    }

    public static boolean isValid(String proof, Member asked) {
        return asked.key().matches(proof, PURPOSE, asked.id());
    }
}
