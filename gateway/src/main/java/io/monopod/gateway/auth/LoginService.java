package io.monopod.gateway.auth;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;

import com.google.protobuf.Timestamp;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.proto.myservice.LoginRequest;
import io.monopod.proto.myservice.LoginResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.token.Role;

import java.time.InstantSource;

/// Answers `Login`, and nothing else of the service; always on the call's own thread.
public final class LoginService extends MyServiceAPIGrpc.MyServiceAPIImplBase {
    private static final System.Logger LOG = System.getLogger(LoginService.class.getName());

    /// What a login comes to.
    private sealed interface Outcome {
        record Granted(IssuedToken token, Role role) implements Outcome {}

        record Refused(Status status) implements Outcome {}
    }

    private final Passwords passwords;
    private final TokenIssuer issuer;
    private final TokenListener listener;
    private final InstantSource clock;

    LoginService(
            Passwords passwords, TokenIssuer issuer, TokenListener listener, InstantSource clock) {
        this.passwords = passwords;
        this.issuer = issuer;
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public void login(LoginRequest request, StreamObserver<LoginResponse> response) {
        switch (answer(request)) {
            case Outcome.Granted(var token, var role) -> {
                response.onNext(toProto(token, role));
                response.onCompleted();
            }
            case Outcome.Refused(var status) -> response.onError(status.asRuntimeException());
        }
    }

    private Outcome answer(LoginRequest request) {
        try {
            return decide(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Refused(Status.CANCELLED);
        }
    }

    private Outcome decide(LoginRequest request) throws InterruptedException {
        if (request.getUsername().isEmpty()) {
            return invalid("username is required");
        }
        if (request.getSessionId().isEmpty()) {
            return invalid("session_id is required");
        }
        if (!SessionId.isValid(request.getSessionId())) {
            return invalid(
                    "session_id must be 1 to "
                            + SessionId.MAX_LENGTH
                            + " visible ASCII characters");
        }
        var user = new UserName(request.getUsername());
        var session = new SessionId(request.getSessionId());
        return switch (passwords.check(user, request.getPassword())) {
            case Passwords.Check.Right(var role) -> granted(user, role, session);
            case Passwords.Check.Wrong() -> wrong(user, session);
            case Passwords.Check.Busy() ->
                    new Outcome.Refused(Status.UNAVAILABLE.withDescription("service unavailable"));
        };
    }

    private Outcome granted(UserName user, Role role, SessionId session) {
        LOG.log(DEBUG, "logged in user={0} session={1}", user, session);
        var token = issuer.issue(user, role, session, clock.instant());
        listener.issued(user, session, token.expiresAt());
        return new Outcome.Granted(token, role);
    }

    private static Outcome wrong(UserName user, SessionId session) {
        LOG.log(INFO, "login refused user={0} session={1}", printable(user), session);
        return new Outcome.Refused(
                Status.PERMISSION_DENIED.withDescription("invalid username or password"));
    }

    private static Outcome invalid(String why) {
        return new Outcome.Refused(Status.INVALID_ARGUMENT.withDescription(why));
    }

    /// A name that anyone may have sent must not write lines of its own into the log.
    private static String printable(UserName user) {
        return SessionId.isValid(user.value()) ? user.value() : "(unprintable)";
    }

    private static LoginResponse toProto(IssuedToken token, Role role) {
        return LoginResponse.newBuilder()
                .setToken(token.text())
                .setExpiresAt(Timestamp.newBuilder().setSeconds(token.expiresAt().getEpochSecond()))
                .setRole(role.value())
                .build();
    }
}
