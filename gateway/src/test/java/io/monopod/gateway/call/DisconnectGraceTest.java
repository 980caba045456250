package io.monopod.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.datapath.call.ClientConnection;
import io.monopod.gateway.Eventually;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

class DisconnectGraceTest {
    private static final SessionClient ONE = anna("one");
    private static final SessionClient TWO = anna("two");

    private final List<SessionClient> ended = new CopyOnWriteArrayList<>();
    private final DisconnectGrace grace = new DisconnectGrace(Duration.ofSeconds(1), ended::add);

    @AfterEach
    void close() {
        grace.close();
    }

    @Test
    void closedConnectionEndsItsSessions() throws Exception {
        ClientConnection client = new Connection();
        grace.called(ONE, client);
        grace.called(TWO, client);

        grace.closed(client);

        Eventually.holds(() -> ended.containsAll(List.of(ONE, TWO)));
    }

    @Test
    void reconnectedSessionIsSpared() throws Exception {
        ClientConnection first = new Connection();
        ClientConnection second = new Connection();
        grace.called(ONE, first);
        grace.called(ONE, second);
        grace.closed(first);
        grace.called(TWO, first);
        grace.closed(first);
        grace.called(TWO, second);

        ClientConnection other = new Connection();
        var three = anna("three");
        grace.called(three, other);
        grace.closed(other);
        Eventually.holds(() -> ended.contains(three));

        assertThat(ended).containsExactly(three);
    }

    private static SessionClient anna(String session) {
        return new SessionClient(new SessionId(session), new UserName("anna"));
    }

    private static final class Connection implements ClientConnection {}
}
