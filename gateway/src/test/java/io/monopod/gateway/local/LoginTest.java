package io.monopod.gateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.auth.Auth;
import io.monopod.gateway.auth.TokenListener;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.gateway.registry.QueueStatus;
import io.monopod.proto.myservice.LoginRequest;
import io.monopod.proto.myservice.LoginResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.token.Role;
import io.monopod.token.TokenCheck;
import io.monopod.token.TokenClaims;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

@Timeout(30)
class LoginTest {
    private final Auth auth =
            new Auth(
                    GatewayConfig.defaults().auth(),
                    true,
                    TokenListener.NONE,
                    InstantSource.system());
    private final GrpcServer server =
            new GrpcServer(
                    new LocalServices(
                                    auth,
                                    GatewayConfig.defaults().routing(),
                                    List.of(),
                                    QueueStatus::of,
                                    new FakeLiveness(),
                                    InstantSource.system())
                            .services());

    LoginTest() throws InterruptedException {}

    @AfterEach
    void stop() {
        server.close();
        auth.close();
    }

    @Test
    void loginGivesATokenForTheSession() {
        var before = Instant.now();

        var response = login("TestUser", "TestPassword", "s-1");

        var expiresAt = Instant.ofEpochSecond(response.getExpiresAt().getSeconds());
        assertThat(response.getRole()).isEqualTo("admin");
        assertThat(Duration.between(before, expiresAt))
                .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
        assertThat(auth.verifier().verify(response.getToken(), new SessionId("s-1"), before))
                .isEqualTo(
                        new TokenCheck.Valid(
                                new TokenClaims(
                                        new UserName("TestUser"),
                                        Role.ADMIN,
                                        Optional.of(new SessionId("s-1")),
                                        expiresAt)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''       | TestPassword | s-1   | INVALID_ARGUMENT  | username is required
                    ''       | ''           | ''    | INVALID_ARGUMENT  | username is required
                    TestUser | TestPassword | ''    | INVALID_ARGUMENT  | session_id is required
                    TestUser | TestPassword | a b   | INVALID_ARGUMENT  | session_id must be 1 to 256 visible ASCII characters
                    TestUser | TestPassword | ä     | INVALID_ARGUMENT  | session_id must be 1 to 256 visible ASCII characters
                    TestUser | wrong        | s-1   | PERMISSION_DENIED | invalid username or password
                    TestUser | ''           | s-1   | PERMISSION_DENIED | invalid username or password
                    Nobody   | TestPassword | s-1   | PERMISSION_DENIED | invalid username or password
                    ä        | TestPassword | s-1   | PERMISSION_DENIED | invalid username or password
                    """)
    void refusedLoginGetsTheReason(
            String user, String password, String session, Status.Code code, String message) {
        assertThatThrownBy(() -> login(user, password, session))
                .isInstanceOf(StatusRuntimeException.class)
                .extracting(e -> ((StatusRuntimeException) e).getStatus())
                .extracting(Status::getCode, Status::getDescription)
                .containsExactly(code, message);
    }

    @Test
    void absurdlyLongSessionIdIsRefused() {
        assertThatThrownBy(() -> login("TestUser", "TestPassword", "x".repeat(10_000)))
                .hasMessageStartingWith("INVALID_ARGUMENT: session_id must be");
    }

    private LoginResponse login(String user, String password, String session) {
        return MyServiceAPIGrpc.newBlockingStub(server.channel)
                .login(
                        LoginRequest.newBuilder()
                                .setUsername(user)
                                .setPassword(password)
                                .setSessionId(session)
                                .build());
    }
}
