package io.monopod.whole;

import static io.monopod.whole.WholeSystem.await;
import static io.monopod.whole.WholeSystem.echo;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// `disconnect-grace` and `auth.end-on-expiry` of sessions that several gateways share, with a real
/// etcd.
@Timeout(120)
class SharedUseTest {
    private static final String GRACE = "disconnect-grace: 2s";
    private static final String EXPIRY = "auth: {token-lifetime: 5s, end-on-expiry: true}";
    private static final String GONE = "\"reason\":\"client-gone\"";
    private static final String EXPIRED = "\"reason\":\"expired\"";

    private final Path directory;

    SharedUseTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeAll
    static void needsEtcd() {
        SharedSystem.requireEtcd();
    }

    @Test
    void sessionGoesOnWhileItsClientMovesBetweenGateways() throws Exception {
        try (var system = new SharedSystem(directory, 3, 2, GRACE)) {
            var token = system.login(0, "a");
            var connection = system.connect(0);
            var pod = call(connection, token, "a");
            for (int i = 1; i <= 5; i++) {
                connection.shutdownNow();
                TimeUnit.SECONDS.sleep(1); // half of the grace, without a connection
                connection = system.connect(i % 3);
                assertThat(call(connection, token, "a")).isEqualTo(pod);
            }
            // Without a call, but with a connection: another session's end shows that time passed.
            endsAsGone(system, system.leader(), "b");
            assertThat(system.body(0, "/why/a")).doesNotContain(GONE);
            assertThat(call(connection, token, "a")).isEqualTo(pod);

            connection.shutdownNow();

            await(() -> system.body(1, "/why/a"), why -> why.contains(GONE));
            assertThat(ends(system, 2, "a")).isEqualTo(1);
        }
    }

    /// Begins a session and lets its client go.
    private static void endsAsGone(SharedSystem system, int gateway, String session) {
        var connection = system.connect(gateway);
        var token = system.login(gateway, session);
        await(() -> call(connection, token, session), answer -> answer.startsWith("OK: "));
        connection.shutdownNow();
        await(() -> system.body(gateway, "/why/" + session), why -> why.contains(GONE));
    }

    @Test
    void connectionsOfAGatewayThatIsGoneDoNotCount() throws Exception {
        try (var system = new SharedSystem(directory, 3, 2, GRACE)) {
            int leader = system.leader();
            int lost = (leader + 1) % 3;
            int other = (leader + 2) % 3;
            var a = system.login(other, "a");
            var b = system.login(other, "b");
            assertThat(call(system.connect(lost), a, "a")).startsWith("OK: ");
            var pod = call(system.connect(lost), b, "b");
            var staying = system.connect(other);
            assertThat(call(staying, b, "b")).isEqualTo(pod);

            system.stop(lost);

            await(() -> system.body(leader, "/why/a"), why -> why.contains(GONE));
            endsAsGone(system, leader, "c");
            assertThat(call(staying, b, "b")).isEqualTo(pod);
            assertThat(system.body(leader, "/why/b")).doesNotContain(GONE);
        }
    }

    @Test
    void clientThatIsGoneWhenTheLeaderStopsEndsItsSessionAtTheNext() throws Exception {
        try (var system = new SharedSystem(directory, 2, 2, GRACE)) {
            int leader = system.leader();
            int other = 1 - leader;
            var a = system.login(other, "a");
            var b = system.login(other, "b");
            var connection = system.connect(other);
            assertThat(call(connection, a, "a")).startsWith("OK: ");
            var staying = system.connect(other);
            var pod = call(staying, b, "b");

            connection.shutdownNow();
            system.stop(leader);

            // Only the instance of the one that is gone can take another.
            endsAsGone(system, other, "c");
            assertThat(call(staying, b, "b")).isEqualTo(pod);
            assertThat(system.body(other, "/why/b")).doesNotContain(GONE);
        }
    }

    @Test
    void clientThatIsGoneWhileTheStoreIsAwayEndsItsSession() throws Exception {
        try (var system = new SharedSystem(directory, 2, 2, GRACE)) {
            var a = system.login(0, "a");
            var b = system.login(0, "b");
            var connection = system.connect(0);
            assertThat(call(connection, a, "a")).startsWith("OK: ");
            var staying = system.connect(1);
            var pod = call(staying, b, "b");

            system.etcd().killAll();
            connection.shutdownNow();

            await(() -> system.body(0, "/why/a"), why -> why.contains(GONE));
            system.etcd().startAgain(0);
            await(() -> system.body(0, "/gateways"), all -> all.contains("\"led\":true"));
            assertThat(call(staying, b, "b")).isEqualTo(pod);
        }
    }

    @Test
    void loginAtAnotherGatewayKeepsASessionThatWouldExpire() throws Exception {
        try (var system = new SharedSystem(directory, 3, 2, EXPIRY)) {
            int leader = system.leader();
            int follower = (leader + 1) % 3;
            int other = (leader + 2) % 3;
            var first = system.login(follower, "a");
            var pod = call(system.connect(follower), first, "a");
            var b = system.login(follower, "b");
            assertThat(call(system.connect(leader), b, "b")).startsWith("OK: ");

            TimeUnit.SECONDS.sleep(4); // nearly as long as the token lives
            var second = system.login(other, "a");

            await(() -> system.body(other, "/why/b"), why -> why.contains(EXPIRED));
            assertThat(ends(system, follower, "b")).isEqualTo(1);
            assertThat(call(system.connect(follower), first, "a")).startsWith("UNAUTHENTICATED");
            assertThat(call(system.connect(follower), second, "a")).isEqualTo(pod);
            assertThat(system.body(other, "/why/a")).doesNotContain(EXPIRED);

            system.stop(leader);

            await(() -> system.body(other, "/why/a"), why -> why.contains(EXPIRED));
            assertThat(call(system.connect(other), second, "a")).startsWith("UNAUTHENTICATED");
        }
    }

    private static String call(ManagedChannel connection, String token, String session) {
        return echo(WholeSystem.stub(connection, token, session));
    }

    /// How often the session has ended.
    private static long ends(SharedSystem system, int gateway, String session) {
        var ended = Pattern.compile("event: ended\ndata: .*\"session\":\"" + session + "\"");
        return ended.matcher(system.body(gateway, "/events?follow=false")).results().count();
    }
}
