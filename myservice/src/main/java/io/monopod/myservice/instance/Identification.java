package io.monopod.myservice.instance;

import io.grpc.Metadata;
import io.monopod.contract.Epoch;
import io.monopod.contract.Names;
import io.monopod.contract.SessionId;
import io.monopod.token.TokenCheck;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.regex.Pattern;

/// Who calls: the first step of the guard, in the order of the wire contract's checks.
sealed interface Identification {
    record Known(Caller caller) implements Identification {}

    record Unknown(Refusal refusal) implements Identification {}

    Metadata.Key<String> SESSION = RefusalStatus.key(Names.SESSION_ID);
    Metadata.Key<String> TOKEN = RefusalStatus.key(Names.AUTHORIZATION);
    Metadata.Key<String> EPOCH = RefusalStatus.key(Names.EPOCH);

    /// Always fits into a `long`.
    Pattern EPOCH_FORM = Pattern.compile("\\d{1,18}");

    static Identification of(Metadata metadata, GatewayTokens tokens) {
        var session = metadata.get(SESSION);
        if (session == null || session.isEmpty()) {
            return new Unknown(new Refusal.MissingSessionId());
        }
        if (!SessionId.isValid(session)) {
            return new Unknown(new Refusal.MalformedSessionId());
        }
        var stamp = metadata.get(EPOCH);
        if (stamp != null && !EPOCH_FORM.matcher(stamp).matches()) {
            return new Unknown(new Refusal.NotGranted(Refusal.Slot.OTHER));
        }
        var id = new SessionId(session);
        return switch (tokens.ofUser(metadata.get(TOKEN), id)) {
            case TokenCheck.Invalid(var fault) -> new Unknown(new Refusal.BadToken(fault));
            case TokenCheck.Valid(var claims) ->
                    new Known(new Caller(id, claims.user(), epoch(stamp)));
        };
    }

    private static Optional<Epoch> epoch(@Nullable String stamp) {
        return Optional.ofNullable(stamp).map(Long::parseLong).map(Epoch::new);
    }
}
