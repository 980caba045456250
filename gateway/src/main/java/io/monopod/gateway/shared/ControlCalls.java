package io.monopod.gateway.shared;

import io.monopod.contract.Names;
import io.monopod.datapath.call.AdmittedCall;
import io.monopod.datapath.call.Answer;
import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.call.ClientConnection;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.proto.control.v1.RegistryGrpc;

import java.util.function.Supplier;

/// The calls of the control listener. Instances register with the leader, whichever gateway they
/// reach: another one passes their calls on. So an instance needs to know no leader, and one
/// gateway that answers is enough for it.
///
/// @param own serves the calls that are for this gateway
/// @param leaderless answers instances while no leader does
record ControlCalls(CallHandler own, CallHandler leaderless, Gateways gateways)
        implements CallHandler {
    static final String NO_LEADER = "no gateway leads now";

    private static final String REGISTRY = "/" + RegistryGrpc.SERVICE_NAME + "/";

    @Override
    public RoutingDecision admit(HeaderList head, ClientConnection client) {
        var proof = head.first(Names.GATEWAY);
        if (proof != null && gateways.isProof(proof)) {
            client.secretShown();
        }
        var decision = own.admit(head, client);
        var path = head.first(":path");
        // A stranger's call stays here, where it is refused: it must not cost the leader anything.
        if (path == null
                || !path.startsWith(REGISTRY)
                || gateways.leads()
                || !gateways.isJoined(head)) {
            return decision;
        }
        var leader = gateways.leaderTarget();
        return leader == null || head.first(Names.FORWARDED) != null
                ? leaderless.admit(head, client)
                : new RoutingDecision.Forward(
                        new ToLeader(leader, () -> leaderless.admit(head, client)));
    }

    @Override
    public boolean allowsReservedNames() {
        return own.allowsReservedNames();
    }

    /// An instance's call that goes on to the leader.
    ///
    /// @param unanswered what becomes of it if the leader cannot be reached
    private record ToLeader(Target target, Supplier<RoutingDecision> unanswered)
            implements AdmittedCall {
        @Override
        public HeaderList added() {
            return HeaderList.of(Names.FORWARDED, "1");
        }

        @Override
        public RoutingDecision unreached() {
            return unanswered.get();
        }

        @Override
        public Answer lost() {
            return new Answer(CallHandler.UNAVAILABLE, NO_LEADER, HeaderList.EMPTY);
        }
    }
}
