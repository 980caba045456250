package io.monopod.instance.call;

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

/// Identifies the caller: the guard's first step, in the wire contract's order of checks.
sealed interface Identification {
    record Known(Caller caller, Role role) implements Identification {}

    record Unknown(InstanceRefusal refusal) implements Identification {}

    /// The fields that the gateway adds to a call.
    List<String> STAMPED = List.of(Names.EPOCH, Names.USER, Names.ROLE, Names.VOUCHER);

    InstanceRefusal NOT_VOUCHED = new InstanceRefusal.BadToken(TokenFault.INVALID_TOKEN);

    /// Always fits into a `long`.
    Pattern EPOCH_FORM = Pattern.compile("\\d{1,18}");

    static Identification of(CallFields fields, GatewayTokens tokens, Vouchers vouchers) {
        var session = fields.value(Names.SESSION_ID);
        if (session == null || session.isEmpty()) {
            return new Unknown(new InstanceRefusal.MissingSessionId());
        }
        if (!SessionId.isValid(session) || fields.isRepeated(Names.SESSION_ID)) {
            return new Unknown(new InstanceRefusal.MalformedSessionId());
        }
        var id = new SessionId(session);
        return STAMPED.stream().anyMatch(name -> fields.value(name) != null)
                ? vouched(id, fields, vouchers)
                : direct(id, fields, tokens);
    }

    /// The gateway's fields count only with a valid voucher for all of them, so a client that sends
    /// them itself is refused.
    private static Identification vouched(SessionId session, CallFields fields, Vouchers vouchers) {
        var stamp = fields.value(Names.EPOCH);
        var user = text(fields.value(Names.USER));
        var role = new Role(text(fields.value(Names.ROLE)));
        var voucher = fields.value(Names.VOUCHER);
        if (stamp == null
                || !EPOCH_FORM.matcher(stamp).matches()
                || user.isEmpty()
                || STAMPED.stream().anyMatch(fields::isRepeated)) {
            return new Unknown(NOT_VOUCHED);
        }
        var epoch = new Epoch(Long.parseLong(stamp));
        var name = new UserName(user);
        var statement = new Statement(vouchers.instance(), session, epoch, name, role);
        return voucher != null && vouchers.isGood(voucher, statement)
                ? new Known(Caller.vouched(session, name, epoch), role)
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
            SessionId session, CallFields fields, GatewayTokens tokens) {
        var authorization = fields.value(Names.AUTHORIZATION);
        if (fields.isRepeated(Names.AUTHORIZATION)) {
            return new Unknown(new InstanceRefusal.BadToken(TokenFault.INVALID_TOKEN));
        }
        return switch (tokens.ofUser(authorization, session)) {
            case TokenCheck.Invalid(var fault) -> new Unknown(new InstanceRefusal.BadToken(fault));
            case TokenCheck.Valid(var claims) ->
                    new Known(
                            Caller.direct(session, claims.user(), bare(authorization)),
                            claims.role());
        };
    }

    private static Secret bare(@Nullable String authorization) {
        return new Secret(authorization == null ? "" : TokenVerifier.bare(authorization));
    }
}
