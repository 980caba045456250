package io.monopod.instance.call;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.monopod.contract.ContractError;
import io.monopod.contract.Names;
import io.monopod.datapath.call.Answer;
import io.monopod.datapath.http2.header.HeaderList;

import java.util.Base64;

/// The only place that maps an [InstanceRefusal] to what the client sees: the instance's rows of
/// the wire contract's table.
public final class RefusalStatus {
    private static final String DETAILS = "grpc-status-details-bin";
    private static final Metadata.Key<String> SLOT = key(Names.SLOT);

    private RefusalStatus() {}

    static Answer of(InstanceRefusal refusal) {
        return switch (refusal) {
            case InstanceRefusal.MissingSessionId() -> of(ContractError.MISSING_SESSION_ID);
            case InstanceRefusal.MalformedSessionId() -> of(ContractError.MALFORMED_SESSION_ID);
            case InstanceRefusal.BadToken(var fault) -> of(ContractError.valueOf(fault.name()));
            case InstanceRefusal.NotOwner() -> of(ContractError.NOT_OWNER);
            case InstanceRefusal.SessionConflict(var was, var now) ->
                    of(ContractError.SESSION_CONFLICT, was.value(), now.value());
            case InstanceRefusal.ClientSessionMismatch(var client, var server) ->
                    of(ContractError.CLIENT_SESSION_MISMATCH, client.value(), server.value());
            case InstanceRefusal.SessionNotSet(var slot) ->
                    with(slotFields(slot), of(ContractError.SESSION_NOT_SET));
            // The gateway sends the call again, if it has all of the request. Else the client
            // gets this.
            case InstanceRefusal.NotGranted(var slot) ->
                    with(
                            slotFields(slot).with(HeaderList.of(Names.CALL, Names.CALL_NOT_RUN)),
                            unavailable("session is not bound to this instance", "NOT_GRANTED"));
            case InstanceRefusal.NotAccepting() ->
                    unavailable("service unavailable", "NOT_ACCEPTING");
        };
    }

    /// The answer to a call that the contract has a row for.
    ///
    /// @throws IllegalArgumentException if only a gateway may give it
    public static Answer of(ContractError error, String... sessions) {
        var answer = answer(error.code().number(), error.message(sessions), error.name());
        return switch (error.retry()) {
            case NEVER -> with(HeaderList.of(Names.RETRY_PUSHBACK, "-1"), answer); // gRFC A6
            case UNSAID -> answer;
            case ESTIMATED, SECOND, QUARTER ->
                    throw new IllegalArgumentException(error + " is for a gateway to give");
        };
    }

    private static Answer unavailable(String message, String reason) {
        return answer(Status.Code.UNAVAILABLE.value(), message, reason);
    }

    private static Answer answer(int code, String message, String reason) {
        var details =
                com.google.rpc.Status.newBuilder()
                        .setCode(code)
                        .setMessage(message)
                        .addDetails(Any.pack(errorInfo(reason)))
                        .build();
        var encoded = Base64.getEncoder().withoutPadding().encodeToString(details.toByteArray());
        return new Answer(code, message, reason, HeaderList.of(DETAILS, encoded));
    }

    private static ErrorInfo errorInfo(String reason) {
        return ErrorInfo.newBuilder().setReason(reason).setDomain(Names.ERROR_DOMAIN).build();
    }

    private static Answer with(HeaderList more, Answer answer) {
        return new Answer(
                answer.code(), answer.message(), answer.reason(), answer.trailers().with(more));
    }

    /// Refuses a call to a service of this process.
    ///
    /// @return receives the rest of the call
    static <Q> ServerCall.Listener<Q> refuse(ServerCall<Q, ?> call, Answer answer) {
        call.close(
                Status.fromCodeValue(answer.code()).withDescription(answer.message()),
                metadata(answer.trailers()));
        return new ServerCall.Listener<>() {};
    }

    private static Metadata metadata(HeaderList fields) {
        var metadata = new Metadata();
        for (var field : fields.fields()) {
            if (field.name().endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                metadata.put(
                        Metadata.Key.of(field.name(), Metadata.BINARY_BYTE_MARSHALLER),
                        Base64.getDecoder().decode(field.value()));
            } else {
                metadata.put(key(field.name()), field.value());
            }
        }
        return metadata;
    }

    /// Tells the gateway the state of the slot ([Names#SLOT]).
    static void addSlot(InstanceRefusal.Slot slot, Metadata trailers) {
        slotFields(slot).fields().forEach(field -> trailers.put(SLOT, field.value()));
    }

    private static HeaderList slotFields(InstanceRefusal.Slot slot) {
        return switch (slot) {
            case FREE -> HeaderList.of(Names.SLOT, Names.SLOT_FREE);
            case CLOSED -> HeaderList.of(Names.SLOT, Names.SLOT_CLOSED);
            case OTHER -> HeaderList.EMPTY;
        };
    }

    static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
