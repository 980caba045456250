package io.monopod.gateway;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.monopod.proto.myservice.EchoRequest;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// `disconnect-grace`: a session ends when its owner's last connection is closed.
@Timeout(60)
class ClientGoneTest {
    private static final String OWNER = "TestUser";
    private static final String STRANGER = "ann";
    private static final String GONE = "\"reason\":\"client-gone\"";

    @AutoClose private ProcessSystem system;

    @BeforeEach
    void start(@TempDir Path dir) throws Exception {
        var users = LocalGateway.usersFile(dir, STRANGER);
        system =
                ProcessSystem.start(
                        dir,
                        """
                        demo: true
                        start-grace: 0s
                        disconnect-grace: 200ms
                        auth: {users-file: %s}
                        """
                                .formatted(users),
                        List.of("a"));
    }

    @Test
    void sessionEndsThoughAStrangerStaysConnected() throws Exception {
        var owner = system.connect();
        var stranger = system.connect();
        echo(owner, OWNER, "s");
        assertThatThrownBy(() -> echo(stranger, STRANGER, "s"))
                .hasMessageContaining("another user");

        owner.shutdownNow();

        Eventually.holds(() -> system.why("s").contains(GONE));
    }

    private void echo(ManagedChannel channel, String user, String session) {
        var _ =
                ProcessSystem.on(channel, system.token(user, session), session)
                        .myServiceEcho(EchoRequest.getDefaultInstance());
    }
}
