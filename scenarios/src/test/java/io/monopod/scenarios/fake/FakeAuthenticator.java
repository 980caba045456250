package io.monopod.scenarios.fake;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.monopod.contract.Names;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// Checks the session id and the token of a call. A token is
/// `fake.<user>:<expiry>:<session>.signed`.
final class FakeAuthenticator implements ServerInterceptor {
    private static final Context.Key<Metadata> METADATA = Context.key("metadata");
    private static final String HEADER = "fake.";
    private static final String SIGNATURE = ".signed";

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Context context = Context.current().withValue(METADATA, headers);
        return Contexts.interceptCall(context, call, headers, next);
    }

    static String token(String user, String session, Instant expiry) {
        return HEADER + user + ":" + expiry.toEpochMilli() + ":" + session + SIGNATURE;
    }

    /// The session id of the current call, if it and its token are valid.
    static String session() {
        String session = value(Names.SESSION_ID);
        if (session == null) {
            throw unauthenticated("missing session-id", "MISSING_SESSION_ID");
        }
        if (session.length() > 256) {
            throw Errors.plain(
                    Status.INVALID_ARGUMENT,
                    "session-id must be 1 to 256 visible ASCII characters");
        }
        String token = value(Names.AUTHORIZATION);
        String bare = token == null ? "" : token.replaceFirst("^Bearer ", "");
        if (!bare.startsWith(HEADER) || !bare.endsWith(SIGNATURE)) {
            throw unauthenticated("missing or invalid token", "INVALID_TOKEN");
        }
        if (!bare.endsWith(":" + session + SIGNATURE)) {
            throw unauthenticated("missing or invalid token", "SESSION_MISMATCH");
        }
        if (expiry(bare).isBefore(Instant.now())) {
            throw unauthenticated("missing or invalid token", "TOKEN_EXPIRED");
        }
        return session;
    }

    private static Instant expiry(String token) {
        return Instant.ofEpochMilli(Long.parseLong(token.split(":", 3)[1]));
    }

    /// How long the call may wait; the real client sends milliseconds.
    static Duration sessionWait() {
        String wait = value(Names.SESSION_WAIT);
        return wait == null
                ? Duration.ZERO
                : Duration.ofMillis(Long.parseLong(wait.substring(0, wait.length() - 1)));
    }

    static String user() {
        String token = String.valueOf(value(Names.AUTHORIZATION));
        return token.substring(token.indexOf(HEADER) + HEADER.length(), token.indexOf(':'));
    }

    private static @Nullable String value(String name) {
        return METADATA.get().get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    }

    private static RuntimeException unauthenticated(String message, String reason) {
        return Errors.detailed(Status.UNAUTHENTICATED, message, reason, -1);
    }
}
