package io.monopod.gateway.store.etcd;

import com.google.protobuf.ByteString;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.SessionId;
import io.monopod.gateway.store.Claim;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// The keys below a prefix; see `store.proto`.
record Keys(String prefix) {
    private static final String LEADER = "leader";
    private static final String EPOCH = "epoch";
    private static final String TRANSACTION = "transaction";
    private static final String HANDOVER = "handover";
    private static final String GATEWAYS = "gateways/";
    private static final String KNOWN = "known-gateways/";
    private static final String SESSIONS = "sessions/";

    /// What a key stands for.
    sealed interface Named {
        record Leader() implements Named {}

        record OfHandover() implements Named {}

        record OfMember(String id) implements Named {}

        record OfKnown() implements Named {}

        record OfClaim(Claim.Of of) implements Named {}

        record HighestEpoch() implements Named {}

        record Transaction() implements Named {}

        record Other() implements Named {}
    }

    ByteString leader() {
        return key(LEADER);
    }

    ByteString epoch() {
        return key(EPOCH);
    }

    ByteString handover() {
        return key(HANDOVER);
    }

    /// Its version is the number of the leader's last transaction.
    ByteString transaction() {
        return key(TRANSACTION);
    }

    ByteString version() {
        return key("version");
    }

    ByteString sharedKey() {
        return key("signing-key");
    }

    ByteString member(String id) {
        return key(GATEWAYS + id);
    }

    /// For each address the gateway that was the last to join there.
    ByteString known(HostPort control) {
        return key(KNOWN + control);
    }

    /// A session's id may have slashes; those of a cluster's name are encoded.
    ByteString claim(Claim.Of of) {
        var cluster = URLEncoder.encode(of.cluster().value(), StandardCharsets.UTF_8);
        return key(SESSIONS + cluster + "/" + of.session().value());
    }

    private ByteString key(String name) {
        return ByteString.copyFromUtf8(prefix + name);
    }

    /// @param name a key without the prefix
    /// @throws IllegalArgumentException if it is not one of ours
    static Named read(String name) {
        if (name.equals(LEADER)) {
            return new Named.Leader();
        }
        if (name.equals(HANDOVER)) {
            return new Named.OfHandover();
        }
        if (name.equals(EPOCH)) {
            return new Named.HighestEpoch();
        }
        if (name.equals(TRANSACTION)) {
            return new Named.Transaction();
        }
        if (name.startsWith(GATEWAYS)) {
            return new Named.OfMember(name.substring(GATEWAYS.length()));
        }
        if (name.startsWith(KNOWN)) {
            return new Named.OfKnown();
        }
        if (name.startsWith(SESSIONS)) {
            var parts = name.substring(SESSIONS.length()).split("/", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("session without a cluster");
            }
            var cluster = new ClusterName(URLDecoder.decode(parts[0], StandardCharsets.UTF_8));
            return new Named.OfClaim(new Claim.Of(cluster, new SessionId(parts[1])));
        }
        return new Named.Other();
    }
}
