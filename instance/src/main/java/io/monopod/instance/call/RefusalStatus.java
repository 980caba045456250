package io.monopod.instance.call;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.protobuf.StatusProto;
import io.monopod.contract.ContractError;
import io.monopod.contract.Names;

/// The only place that maps an [InstanceRefusal] to what the client sees: the instance's rows of
/// the wire contract's table.
record RefusalStatus(Status status, Metadata trailers) {
    private static final Metadata.Key<String> PUSHBACK = key(Names.RETRY_PUSHBACK);
    private static final Metadata.Key<String> SLOT = key(Names.SLOT);
    private static final Metadata.Key<String> CALL = key(Names.CALL);

    static RefusalStatus of(InstanceRefusal refusal) {
        return switch (refusal) {
            case InstanceRefusal.MissingSessionId() -> of(ContractError.MISSING_SESSION_ID);
            case InstanceRefusal.MalformedSessionId() -> of(ContractError.MALFORMED_SESSION_ID);
            case InstanceRefusal.BadToken(var fault) -> of(ContractError.valueOf(fault.name()));
            case InstanceRefusal.NotOwner() -> of(ContractError.NOT_OWNER);
            case InstanceRefusal.SessionConflict(var was, var now) ->
                    of(ContractError.SESSION_CONFLICT, was.value(), now.value());
            case InstanceRefusal.SessionMismatch(var client, var server) ->
                    of(ContractError.CLIENT_SESSION_MISMATCH, client.value(), server.value());
            case InstanceRefusal.SessionNotSet(var slot) ->
                    of(ContractError.SESSION_NOT_SET).addSlot(slot);
            // No client sees it: the gateway sends the call again.
            case InstanceRefusal.NotGranted(var slot) ->
                    plain(
                                    Status.UNAVAILABLE,
                                    "session is not bound to this instance",
                                    "NOT_GRANTED")
                            .addSlot(slot)
                            .addNotRun();
            case InstanceRefusal.NotAccepting() ->
                    plain(Status.UNAVAILABLE, "service unavailable", "NOT_ACCEPTING");
        };
    }

    private static RefusalStatus of(ContractError error, String... sessions) {
        var refusal =
                plain(
                        Status.fromCodeValue(error.code().number()),
                        error.message(sessions),
                        error.name());
        switch (error.retry()) {
            case NEVER -> refusal.trailers.put(PUSHBACK, "-1"); // gRFC A6
            case UNSAID -> {}
            case ESTIMATED, SECOND, QUARTER ->
                    throw new IllegalArgumentException(error + " is for a gateway to give");
        }
        return refusal;
    }

    /// Refuses the call.
    ///
    /// @return receives the rest of the call
    <Q> ServerCall.Listener<Q> answer(ServerCall<Q, ?> call) {
        call.close(status, trailers);
        return new ServerCall.Listener<>() {};
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

    private RefusalStatus addSlot(InstanceRefusal.Slot slot) {
        addSlot(slot, trailers);
        return this;
    }

    /// Tells the gateway that the call did not run ([Names#CALL]).
    private RefusalStatus addNotRun() {
        trailers.put(CALL, Names.CALL_NOT_RUN);
        return this;
    }

    /// Tells the gateway the state of the slot ([Names#SLOT]).
    static void addSlot(InstanceRefusal.Slot slot, Metadata trailers) {
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
