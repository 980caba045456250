package io.monopod.instance.call;

import io.grpc.Metadata;
import io.monopod.config.Secret;
import io.monopod.contract.Epoch;
import io.monopod.contract.Names;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.instance.slot.Caller;
import io.monopod.token.Role;
import io.monopod.token.TokenCheck;
import io.monopod.token.TokenFault;
import io.monopod.token.TokenVerifier;
import io.monopod.vouch.HeaderText;
import io.monopod.vouch.Statement;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// Identifies the caller: the guard's first step, in the wire contract's order of checks.
sealed interface Identification {
    record Known(Caller caller) implements Identification {}

    record Unknown(InstanceRefusal refusal) implements Identification {}

    Metadata.Key<String> SESSION = RefusalStatus.key(Names.SESSION_ID);
    Metadata.Key<String> TOKEN = RefusalStatus.key(Names.AUTHORIZATION);
    Metadata.Key<String> EPOCH = RefusalStatus.key(Names.EPOCH);
    Metadata.Key<String> USER = RefusalStatus.key(Names.USER);
    Metadata.Key<String> ROLE = RefusalStatus.key(Names.ROLE);
    Metadata.Key<String> VOUCHER = RefusalStatus.key(Names.VOUCHER);

    /// The metadata that the gateway adds to a call.
    List<Metadata.Key<String>> STAMPED = List.of(EPOCH, USER, ROLE, VOUCHER);

    InstanceRefusal NOT_VOUCHED = new InstanceRefusal.BadToken(TokenFault.INVALID_TOKEN);

    /// Always fits into a `long`.
    Pattern EPOCH_FORM = Pattern.compile("\\d{1,18}");

    static Identification of(Metadata metadata, GatewayTokens tokens, Vouchers vouchers) {
        var session = metadata.get(SESSION);
        if (session == null || session.isEmpty()) {
            return new Unknown(new InstanceRefusal.MissingSessionId());
        }
        if (!SessionId.isValid(session) || isRepeated(metadata, SESSION)) {
            return new Unknown(new InstanceRefusal.MalformedSessionId());
        }
        var id = new SessionId(session);
        return STAMPED.stream().anyMatch(metadata::containsKey)
                ? vouched(id, metadata, vouchers)
                : direct(id, metadata, tokens);
    }

    /// The gateway's metadata counts only with a valid voucher for all of it, so a client that
    /// sends it itself is refused.
    private static Identification vouched(SessionId session, Metadata metadata, Vouchers vouchers) {
        var stamp = metadata.get(EPOCH);
        var user = text(metadata.get(USER));
        var role = text(metadata.get(ROLE));
        var voucher = metadata.get(VOUCHER);
        if (stamp == null
                || !EPOCH_FORM.matcher(stamp).matches()
                || user.isEmpty()
                || STAMPED.stream().anyMatch(key -> isRepeated(metadata, key))) {
            return new Unknown(NOT_VOUCHED);
        }
        var epoch = new Epoch(Long.parseLong(stamp));
        var name = new UserName(user);
        var statement = new Statement(vouchers.instance(), session, epoch, name, new Role(role));
        return voucher != null && vouchers.isGood(voucher, statement)
                ? new Known(Caller.vouched(session, name, epoch))
                : new Unknown(NOT_VOUCHED);
    }

    private static String text(@Nullable String value) {
        try {
            return value == null ? "" : HeaderText.decode(value);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static Identification direct(
            SessionId session, Metadata metadata, GatewayTokens tokens) {
        var authorization = metadata.get(TOKEN);
        if (isRepeated(metadata, TOKEN)) {
            return new Unknown(new InstanceRefusal.BadToken(TokenFault.INVALID_TOKEN));
        }
        return switch (tokens.ofUser(authorization, session)) {
            case TokenCheck.Invalid(var fault) -> new Unknown(new InstanceRefusal.BadToken(fault));
            case TokenCheck.Valid(var claims) ->
                    new Known(Caller.direct(session, claims.user(), bare(authorization)));
        };
    }

    /// Two parsers may disagree about which value of a repeated field counts.
    private static boolean isRepeated(Metadata metadata, Metadata.Key<String> key) {
        var values = metadata.getAll(key);
        return values != null && StreamSupport.stream(values.spliterator(), false).count() > 1;
    }

    private static Secret bare(@Nullable String authorization) {
        return new Secret(authorization == null ? "" : TokenVerifier.bare(authorization));
    }
}
