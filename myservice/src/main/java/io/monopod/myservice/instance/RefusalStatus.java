package io.monopod.myservice.instance;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import io.monopod.contract.Names;
import io.monopod.contract.SessionId;

/// The one place that turns a [Refusal] into what the client sees: the instance's rows of the wire
/// contract's table. All texts are ASCII, which Helidon's server needs.
record RefusalStatus(Status status, Metadata trailers) {
    private static final Metadata.Key<String> PUSHBACK = key(Names.RETRY_PUSHBACK);
    private static final Metadata.Key<String> SLOT = key(Names.SLOT);
    private static final Metadata.Key<String> CALL = key(Names.CALL);

    static RefusalStatus of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.MissingSessionId() ->
                    never(Status.UNAUTHENTICATED, "missing session-id", "MISSING_SESSION_ID");
            case Refusal.MalformedSessionId() ->
                    never(
                            Status.INVALID_ARGUMENT,
                            "session-id must be 1 to "
                                    + SessionId.MAX_LENGTH
                                    + " visible ASCII characters",
                            "MALFORMED_SESSION_ID");
            case Refusal.BadToken(var fault) ->
                    never(Status.UNAUTHENTICATED, "missing or invalid token", fault.name());
            case Refusal.NotOwner() ->
                    never(Status.PERMISSION_DENIED, "session belongs to another user", "NOT_OWNER");
            case Refusal.SessionConflict(var was, var now) ->
                    never(
                            Status.INTERNAL,
                            "Session conflict: was=" + was + ", now=" + now,
                            "SESSION_CONFLICT");
            case Refusal.SessionMismatch(var client, var server) ->
                    plain(
                            Status.PERMISSION_DENIED,
                            "Client session mismatch: client=" + client + ", server=" + server,
                            "CLIENT_SESSION_MISMATCH");
            case Refusal.SessionNotSet(var slot) ->
                    plain(Status.PERMISSION_DENIED, "Server session is not set", "SESSION_NOT_SET")
                            .tell(slot);
            case Refusal.NotGranted(var slot) ->
                    plain(
                                    Status.UNAVAILABLE,
                                    "session is not bound to this instance",
                                    "NOT_GRANTED")
                            .tell(slot)
                            .tellNotRun();
            case Refusal.NotAccepting() ->
                    plain(Status.UNAVAILABLE, "service unavailable", "NOT_ACCEPTING");
        };
    }

    /// Answers a call that is not let in. Where its request is one message, that is waited for: if
    /// it came after the answer, Helidon would end the connection, and every other call with it.
    ///
    /// @return what hears the rest of the call
    <Q> ServerCall.Listener<Q> answer(ServerCall<Q, ?> call) {
        if (!call.getMethodDescriptor().getType().clientSendsOneMessage()) {
            call.close(status, trailers);
            return new ServerCall.Listener<>() {};
        }
        call.request(1);
        return new ServerCall.Listener<>() {
            @Override
            public void onHalfClose() {
                call.close(status, trailers);
            }
        };
    }

    /// The client shall not try again: pushback -1 (gRFC A6).
    private static RefusalStatus never(Status status, String message, String reason) {
        var refusal = plain(status, message, reason);
        refusal.trailers.put(PUSHBACK, "-1");
        return refusal;
    }

    private static RefusalStatus plain(Status status, String message, String reason) {
        var details =
                com.google.rpc.Status.newBuilder()
                        .setCode(status.getCode().value())
                        .setMessage(message)
                        .addDetails(Any.pack(errorInfo(reason)))
                        .build();
        StatusException exception = StatusProto.toStatusException(details);
        var trailers = exception.getTrailers();
        return new RefusalStatus(
                exception.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    private static ErrorInfo errorInfo(String reason) {
        return ErrorInfo.newBuilder().setReason(reason).setDomain(Names.ERROR_DOMAIN).build();
    }

    private RefusalStatus tell(Refusal.Slot slot) {
        tell(slot, trailers);
        return this;
    }

    /// Adds that the call was not carried out, for the gateway ([Names#CALL]).
    private RefusalStatus tellNotRun() {
        trailers.put(CALL, Names.CALL_NOT_RUN);
        return this;
    }

    /// Adds what has become of the slot, for the gateway ([Names#SLOT]).
    static void tell(Refusal.Slot slot, Metadata trailers) {
        switch (slot) {
            case FREE -> trailers.put(SLOT, Names.SLOT_FREE);
            case CLOSED -> trailers.put(SLOT, Names.SLOT_CLOSED);
            case OTHER -> {}
        }
    }

    static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
