package io.monopod.contract;

/// The names of the metadata on the wire.
public final class Names {
    public static final String AUTHORIZATION = "authorization";
    public static final String SESSION_ID = "session-id";

    /// How long a call may wait for an instance, in the format of `grpc-timeout`.
    public static final String SESSION_WAIT = "session-wait";

    /// When to retry, in milliseconds; -1 means never (gRFC A6).
    public static final String RETRY_PUSHBACK = "grpc-retry-pushback-ms";

    /// Metadata with this prefix is for gateway and instance only: the gateway accepts none from a
    /// client and passes none to one.
    public static final String RESERVED_PREFIX = "monopod-";

    /// Gateway to instance, on every call of a session: the epoch of its grant.
    public static final String EPOCH = "monopod-epoch";

    /// Gateway to instance, with [#EPOCH]: the session's owner, encoded by
    /// [io.monopod.vouch.HeaderText].
    public static final String USER = "monopod-user";

    /// Gateway to instance, with [#EPOCH]: the user's role, encoded the same way.
    public static final String ROLE = "monopod-role";

    /// Agent to the process behind it, with those three: the session id, encoded the same way.
    public static final String SESSION = "monopod-session";

    /// Gateway to instance: authenticates [#EPOCH], [#USER] and [#ROLE]
    /// ([io.monopod.vouch.Statement]).
    public static final String VOUCHER = "monopod-voucher";

    /// Instance to gateway, in the trailers of the call that ended the session or found none: the
    /// state of the slot, [#SLOT_FREE] or [#SLOT_CLOSED]. The gateway learns of the end before the
    /// client does.
    public static final String SLOT = "monopod-slot";

    public static final String SLOT_FREE = "free";
    public static final String SLOT_CLOSED = "closed";

    /// Instance to gateway, in a Trailers-Only response: [#CALL_NOT_RUN], if the call's grant has
    /// ended at the instance. The gateway then resends the call under a current grant.
    public static final String CALL = "monopod-call";

    public static final String CALL_NOT_RUN = "not-run";

    /// Instance to gateway, on the control plane: the join secret that lets an instance register.
    public static final String JOIN = "monopod-join";

    /// Gateway to instance, in the trailers of a registration or heartbeat that reached no leader:
    /// whether the instance may serve on, as in `registry.proto`.
    public static final String VOUCHED = "monopod-vouched";

    /// Gateway to instance, on calls of `InstanceControl`: proves that this is the gateway that the
    /// instance registered with.
    public static final String CONTROL = "monopod-control";

    /// Gateway to gateway, on the control plane: proves that the caller is one of those that share
    /// a store.
    public static final String GATEWAY = "monopod-gateway";

    /// Gateway to gateway, on the control plane: an instance's call that comes from another
    /// gateway. It is not passed on again.
    public static final String FORWARDED = "monopod-forwarded";

    /// The domain of every `google.rpc.ErrorInfo`.
    public static final String ERROR_DOMAIN = "monopod";

    private Names() {}
}
