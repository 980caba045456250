package io.monopod.agent.call;

import io.monopod.contract.Epoch;
import io.monopod.contract.Names;
import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.call.CallServer;
import io.monopod.datapath.call.ClientConnection;
import io.monopod.datapath.call.LocalCall;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.http2.header.HeaderEncoder;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.serve.GrpcServices;
import io.monopod.datapath.splice.ForwardedFields;
import io.monopod.instance.Guard;
import io.monopod.instance.call.CallChecks;
import io.monopod.instance.slot.Caller;
import io.monopod.proto.control.v1.InstanceControlGrpc;
import io.monopod.token.Role;
import io.monopod.vouch.HeaderText;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.stream.Collectors;

/// The calls of one instance. What the guard does not let in never reaches the process.
public final class BackendCalls implements CallHandler {
    private static final String CONTROL = "/" + InstanceControlGrpc.SERVICE_NAME + "/";

    private final Guard guard;
    private final Route route;
    private final Set<String> endingPaths;
    private final CallServer here;

    private volatile @Nullable Told last;

    private record Told(Caller caller, Role role, HeaderList fields) {}

    /// @param endingMethods full names of the unary methods that end the session when they succeed
    /// @param maxMessage bytes of a message of one of those
    public BackendCalls(Guard guard, Route route, Set<String> endingMethods, int maxMessage) {
        this.guard = guard;
        this.route = route;
        this.endingPaths =
                endingMethods.stream().map("/"::concat).collect(Collectors.toUnmodifiableSet());
        var services = new EndingMethods(endingMethods, route).guardedBy(guard);
        services.add(guard.control());
        this.here = new GrpcServices("agent", maxMessage, services);
    }

    @Override
    public RoutingDecision admit(HeaderList head, ClientConnection client) {
        var path = head.first(":path");
        if (path != null && (path.startsWith(CONTROL) || endingPaths.contains(path))) {
            // The guards of these services read the reserved fields.
            return new RoutingDecision.Forward(new LocalCall(here, ForwardedFields.reserved(head)));
        }
        return guard.checks().isVouched()
                ? enter(head)
                : new RoutingDecision.Later(() -> enterWhenVouched(head), () -> {});
    }

    private RoutingDecision enterWhenVouched(HeaderList head) {
        guard.checks().awaitVouched();
        return enter(head);
    }

    private RoutingDecision enter(HeaderList head) {
        return switch (guard.checks().enter(head, this::call)) {
            case CallChecks.Result.Runs(var call, _) -> new RoutingDecision.Forward(call);
            case CallChecks.Result.Refused(var answer) -> new RoutingDecision.Refuse(answer);
        };
    }

    private BackendCall call(Caller caller, Role role) {
        return new BackendCall(route, guard.checks().calls(), told(caller, role));
    }

    /// All calls under a grant tell the process the same, so it is encoded once.
    private HeaderList told(Caller caller, Role role) {
        var known = last;
        if (known == null || !known.caller().equals(caller) || !known.role().equals(role)) {
            known = new Told(caller, role, HeaderEncoder.prepare(fields(caller, role)));
            last = known;
        }
        return known.fields();
    }

    /// What a process is told of its caller. No client can send it: reserved names are not
    /// forwarded.
    static HeaderList fields(Caller caller, Role role) {
        return HeaderList.of(
                Names.SESSION,
                HeaderText.encode(caller.session().value()),
                Names.USER,
                HeaderText.encode(caller.user().value()),
                Names.ROLE,
                HeaderText.encode(role.value()),
                Names.EPOCH,
                caller.stamp().orElse(Epoch.NONE).toString());
    }
}
