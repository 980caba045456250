package io.monopod.gateway.auth;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;

import com.google.protobuf.Timestamp;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.monopod.contract.ContractError;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.datapath.serve.ServedAnswers;
import io.monopod.gateway.call.Answers;
import io.monopod.log.OncePerSecond;
import io.monopod.proto.myservice.LoginRequest;
import io.monopod.proto.myservice.LoginResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.token.Role;

import java.time.InstantSource;

/// Answers `Login` and no other method, on the call's own thread.
public final class LoginService extends MyServiceAPIGrpc.MyServiceAPIImplBase {
    private static final System.Logger LOG = System.getLogger(LoginService.class.getName());

    private sealed interface Outcome {
        record Granted(IssuedToken token, Role role) implements Outcome {}

        record Refused(StatusRuntimeException why) implements Outcome {}
    }

    private final Passwords passwords;
    private final TokenIssuer issuer;
    private final TokenListener listener;
    private final InstantSource clock;
    private final OncePerSecond refusals = new OncePerSecond(System::nanoTime);

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
            case Outcome.Refused(var why) -> response.onError(why);
        }
    }

    private Outcome answer(LoginRequest request) {
        try {
            return decide(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused(Status.CANCELLED);
        }
    }

    private Outcome decide(LoginRequest request) throws InterruptedException {
        if (request.getUsername().isEmpty()) {
            return invalid(ContractError.USERNAME_REQUIRED.message());
        }
        if (request.getSessionId().isEmpty()) {
            return invalid(ContractError.SESSION_ID_REQUIRED.message());
        }
        if (!SessionId.isValid(request.getSessionId())) {
            return invalid(
                    "session_id must be 1 to "
                            + SessionId.MAX_LENGTH
                            + " visible ASCII characters");
        }
        var user = new UserName(request.getUsername());
        var session = new SessionId(request.getSessionId());
        var peer = Peer.current();
        return switch (passwords.check(peer, user, request.getPassword())) {
            case Passwords.Check.Right(var role) -> granted(user, role, session);
            case Passwords.Check.Wrong() -> {
                log("wrong password", peer, user);
                yield refused(
                        Status.PERMISSION_DENIED.withDescription(
                                ContractError.WRONG_LOGIN.message()));
            }
            case Passwords.Check.Busy() -> {
                log("overloaded", peer, user);
                yield new Outcome.Refused(ServedAnswers.exception(Answers.overloaded()));
            }
        };
    }

    private Outcome granted(UserName user, Role role, SessionId session) {
        LOG.log(DEBUG, "logged in user={0} session={1}", user, session);
        var token = issuer.issue(user, role, session, clock.instant());
        listener.issued(user, session, token.expiresAt());
        return new Outcome.Granted(token, role);
    }

    private static Outcome invalid(String why) {
        return refused(Status.INVALID_ARGUMENT.withDescription(why));
    }

    private static Outcome refused(Status status) {
        return new Outcome.Refused(status.asRuntimeException());
    }

    /// Logs at most one line a second for each peer. Hides unknown names: such a name may be a
    /// password that was typed into the wrong field.
    private void log(String reason, Peer peer, UserName user) {
        var known = passwords.isUser(user) ? user.value() : "(unknown)";
        long count = refusals.count(peer.address() + " " + known + " " + reason);
        if (count > 0) {
            LOG.log(
                    INFO,
                    "login refused peer={0} user={1} reason=\"{2}\" count={3}",
                    peer.connection(),
                    known,
                    reason,
                    count);
        }
    }

    private static LoginResponse toProto(IssuedToken token, Role role) {
        return LoginResponse.newBuilder()
                .setToken(token.text())
                .setExpiresAt(Timestamp.newBuilder().setSeconds(token.expiresAt().getEpochSecond()))
                .setRole(role.value())
                .build();
    }
}
