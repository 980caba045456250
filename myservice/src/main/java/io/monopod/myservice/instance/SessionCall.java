package io.monopod.myservice.instance;

import io.grpc.Context;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

/// What a service may know of the call that it serves. Its gRPC [Context] is cancelled when the
/// client cancels and when the session ends; a call that lasts should end then.
///
/// @param instance this process, which clients see as `pod_name`
/// @param session the session that holds the instance; the call named it
/// @param user the token's subject
public record SessionCall(InstanceId instance, SessionId session, UserName user) {
    private static final Context.Key<SessionCall> KEY = Context.key("monopod-session-call");

    /// The call that the current thread serves.
    ///
    /// @throws IllegalStateException if the thread serves none, or one of a service that is not
    ///   guarded
    public static SessionCall current() {
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
