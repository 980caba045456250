package io.monopod.contract;

/// The names of the metadata on the wire, each written once.
public final class Names {
    public static final String AUTHORIZATION = "authorization";
    public static final String SESSION_ID = "session-id";

    /// How long a call will wait for an instance, written like `grpc-timeout`.
    public static final String SESSION_WAIT = "session-wait";

    /// When to come back, in milliseconds; -1 for not at all (gRFC A6).
    public static final String RETRY_PUSHBACK = "grpc-retry-pushback-ms";

    /// Names with this prefix are between gateway and instance: never taken from a client, never
    /// passed to one.
    public static final String RESERVED_PREFIX = "monopod-";

    /// Gateway to instance, on every call of a session: the epoch of its grant.
    public static final String EPOCH = "monopod-epoch";

    /// Instance to gateway, in the trailers of the call that ended the session: what has become of
    /// the slot, [#SLOT_FREE] or [#SLOT_CLOSED]. It makes the end known before the client knows it.
    public static final String SLOT = "monopod-slot";

    public static final String SLOT_FREE = "free";
    public static final String SLOT_CLOSED = "closed";

    /// Instance to gateway, in a Trailers-Only answer: [#CALL_NOT_RUN], if the call came under a
    /// grant that is over at the instance. The gateway then sends it again under one that is not.
    public static final String CALL = "monopod-call";

    public static final String CALL_NOT_RUN = "not-run";

    /// Instance to gateway, on the control plane: the secret that lets an instance register.
    public static final String JOIN = "monopod-join";

    /// The `aud` of the token that the gateway signs for its own calls to `InstanceControl`.
    public static final String CONTROL_AUDIENCE = "monopod-instance";

    /// The domain of every `google.rpc.ErrorInfo`.
    public static final String ERROR_DOMAIN = "monopod";

    private Names() {}
}
