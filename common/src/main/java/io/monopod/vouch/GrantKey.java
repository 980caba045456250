package io.monopod.vouch;

import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

/// Lets gateways recognize their own grants when an instance reports one that this gateway did not
/// make: after a restart, or to another gateway with the same key. No instance has it.
public record GrantKey(MacKey key) {
    private static final String GRANT = "monopod grant";

    /// The proof that an instance stores with its slot and sends in its reports.
    public String proof(
            ClusterName cluster,
            InstanceId instance,
            SessionId session,
            Epoch epoch,
            UserName owner) {
        return key.mac(parts(cluster, instance, session, epoch, owner));
    }

    public boolean proves(
            String proof,
            ClusterName cluster,
            InstanceId instance,
            SessionId session,
            Epoch epoch,
            UserName owner) {
        return key.matches(proof, parts(cluster, instance, session, epoch, owner));
    }

    private static String[] parts(
            ClusterName cluster,
            InstanceId instance,
            SessionId session,
            Epoch epoch,
            UserName owner) {
        return new String[] {
            GRANT,
            cluster.value(),
            instance.value(),
            session.value(),
            epoch.toString(),
            owner.value()
        };
    }
}
