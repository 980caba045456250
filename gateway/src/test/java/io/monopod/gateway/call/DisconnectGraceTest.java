package io.monopod.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.Eventually;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

class DisconnectGraceTest {
    private static final Claimant ONE = anna("one");
    private static final Claimant TWO = anna("two");
    private static final InetSocketAddress SOMEWHERE = new InetSocketAddress(1);

    private final List<Claimant> ended = new CopyOnWriteArrayList<>();
    private final DisconnectGrace grace = new DisconnectGrace(Duration.ofSeconds(1), ended::add);

    @AfterEach
    void close() {
        grace.close();
    }

    @Test
    void endsTheSessionsOfAConnectionThatCloses() throws Exception {
        ClientConnection client = new Connection();
        grace.called(ONE, client);
        grace.called(TWO, client);

        grace.closed(client);

        Eventually.holds(() -> ended.containsAll(List.of(ONE, TWO)));
    }

    @Test
    void sparesASessionThatHasAnotherConnectionOrIsBackInTime() throws Exception {
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

    private static Claimant anna(String session) {
        return new Claimant(new SessionId(session), new UserName("anna"));
    }

    private static final class Connection implements ClientConnection {
        @Override
        public InetSocketAddress remoteAddress() {
            return SOMEWHERE;
        }
    }
}
