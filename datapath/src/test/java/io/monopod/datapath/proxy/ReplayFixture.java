package io.monopod.datapath.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.call.Replayable;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;

/// A call to a first instance, and to a second one when the first is lost. The test plays the
/// client and both instances.
final class ReplayFixture implements AutoCloseable {
    final ServerSocket first = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    final ServerSocket second = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    final Decisions decisions = Decisions.forwardTo(target("first", first));
    final Gateway gateway = new Gateway(decisions);
    RawConnection client = RawConnection.client(gateway.port());

    ReplayFixture() throws IOException {
        replayable(Replayable.STREAM);
    }

    void replayable(Replayable how) {
        decisions.onLoss(how, () -> decisions.forward(target("second", second)));
    }

    /// Reconnects the client with other settings.
    void reconnect(int... settings) throws IOException {
        client.close();
        client = RawConnection.client(gateway.port(), settings);
    }

    /// Sends a whole request to the first instance.
    RawConnection callFirst() throws IOException {
        client.send(RawFrame.headers(1, Requests.unary()));
        client.send(RawFrame.lastData(1, Requests.message("hello")));
        var connection = acceptFirst();
        connection.await(RawFrame.DATA);
        return connection;
    }

    /// Loses the first instance after the client has received a message of it.
    void loseFirstAfterAMessage() throws IOException {
        try (var lost = callFirst()) {
            lost.send(head("a"), RawFrame.data(1, Requests.message("1")));
            client.await(RawFrame.DATA);
        }
    }

    RawConnection acceptFirst() throws IOException {
        var connection = new RawConnection(first.accept());
        connection.welcome();
        return connection;
    }

    /// Receives the whole request at the second instance.
    RawConnection acceptSecond() throws IOException {
        var connection = new RawConnection(second.accept());
        connection.welcome();
        connection.awaitHeaders(1);
        var data = connection.await(RawFrame.DATA);
        assertThat(data.payload()).isEqualTo(Requests.message("hello"));
        assertThat(data.has(RawFrame.END_STREAM)).isTrue();
        return connection;
    }

    static RawFrame head(String instance) {
        return RawFrame.headers(
                1,
                HeaderList.of(
                        ":status", "200",
                        "content-type", "application/grpc",
                        "instance", instance));
    }

    static Target target(String name, ServerSocket listener) {
        return new Target(name, "localhost", listener.getLocalPort());
    }

    CallEnd nextEnd() throws InterruptedException {
        return decisions.ends.poll(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        client.close();
        gateway.close();
        first.close();
        second.close();
    }
}
