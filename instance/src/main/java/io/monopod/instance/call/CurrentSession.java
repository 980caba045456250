package io.monopod.instance.call;

import io.grpc.Context;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

/// What a service may know about the call that it serves. The call's gRPC [Context] is cancelled
/// when the client cancels and when the session ends; a long call should then return.
///
/// @param instance this process; clients see the id as `pod_name`
/// @param session the session that holds the instance
/// @param user the token's subject
public record CurrentSession(InstanceId instance, SessionId session, UserName user) {
    private static final Context.Key<CurrentSession> KEY = Context.key("monopod-session-call");

    /// The session of the call that the current thread serves.
    ///
    /// @throws IllegalStateException if the thread serves no call of a guarded service
    public static CurrentSession current() {
        var call = KEY.get();
        if (call == null) {
            throw new IllegalStateException("not in a call of a guarded service");
        }
        return call;
    }

    Context in(Context context) {
        return context.withValue(KEY, this);
    }
}
