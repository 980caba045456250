package io.monopod.datapath.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.downstream.Gateway;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class ForwardingTest {
    private static final Metadata.Key<String> COLOUR =
            Metadata.Key.of("colour", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<byte[]> BLOB =
            Metadata.Key.of("blob-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final Metadata.Key<String> RESERVED =
            Metadata.Key.of("monopod-epoch", Metadata.ASCII_STRING_MARSHALLER);

    private Instance instance;
    private Decisions decisions;
    private Gateway gateway;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        instance = new Instance();
        decisions = Decisions.forwardTo(instance.target());
        gateway = new Gateway(decisions);
        channel = gateway.channel();
    }

    @AfterEach
    void stop() {
        gateway.close();
        instance.close();
    }

    @Test
    void unaryCallIsForwardedBothWays() throws InterruptedException {
        var client = Client.start(channel, Bytes.UNARY).send(bytes("hello"));

        assertThat(client.nextMessage()).isEqualTo(bytes("hello"));
        assertThat(client.await().status()).isEqualTo(Status.OK);
        assertThat(nextEnd()).isEqualTo(new CallEnd.Answered(0));
    }

    @Test
    void clientStreamIsForwarded() throws InterruptedException {
        var client = Client.start(channel, Bytes.COLLECT);
        client.call().request(1);
        client.call().sendMessage(bytes("one "));
        client.call().sendMessage(bytes("two "));
        client.call().sendMessage(bytes("three"));
        client.call().halfClose();

        assertThat(client.nextMessage()).isEqualTo(bytes("one two three"));
        assertThat(client.await().status()).isEqualTo(Status.OK);
    }

    @Test
    void serverStreamIsForwardedWhole() throws InterruptedException {
        var client = Client.start(channel, Bytes.REPEAT).send(bytes("1000"));

        assertThat(client.await().status()).isEqualTo(Status.OK);
        assertThat(client.messages).hasSize(1000).containsOnly(bytes("1000"));
    }

    @Test
    void bidirectionalStreamIsForwarded() throws InterruptedException {
        var client = Client.start(channel, Bytes.CHAT);
        client.call().request(10);
        client.call().sendMessage(bytes("ping"));
        assertThat(client.nextMessage()).isEqualTo(bytes("ping"));
        client.call().sendMessage(bytes("pong"));
        assertThat(client.nextMessage()).isEqualTo(bytes("pong"));
        client.call().halfClose();

        assertThat(client.await().status()).isEqualTo(Status.OK);
    }

    @Test
    void metadataKeepsOrderRepetitionsAndBytes() throws InterruptedException {
        var metadata = new Metadata();
        metadata.put(COLOUR, "red");
        metadata.put(COLOUR, "green");
        metadata.put(BLOB, new byte[] {0, -1, 127});
        metadata.put(BLOB, new byte[] {});

        Client.start(channel, Bytes.UNARY, CallOptions.DEFAULT, metadata).send(bytes("")).await();

        var received = instance.received.take();
        assertThat(received.getAll(COLOUR)).containsExactly("red", "green");
        assertThat(received.getAll(BLOB)).containsExactly(new byte[] {0, -1, 127}, new byte[] {});
    }

    /// https://www.w3.org/TR/trace-context/
    @Test
    void traceContextIsUnchanged() throws InterruptedException {
        var parent = Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);
        var state = Metadata.Key.of("tracestate", Metadata.ASCII_STRING_MARSHALLER);
        var sent = new Metadata();
        sent.put(parent, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        sent.put(state, "one=1");
        sent.put(state, "two=2");

        var _ = Client.start(channel, Bytes.UNARY, CallOptions.DEFAULT, sent).send(bytes("x"));

        var received = instance.received.take();
        assertThat(received.get(parent))
                .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(received.getAll(state)).containsExactly("one=1", "two=2");
    }

    @Test
    void clientsReservedFieldsAreReplacedByTheGateways() throws InterruptedException {
        var metadata = new Metadata();
        metadata.put(RESERVED, "forged");

        Client.start(channel, Bytes.UNARY, CallOptions.DEFAULT, metadata).send(bytes("")).await();

        assertThat(instance.received.take().getAll(RESERVED)).containsExactly("17");
    }

    @Test
    void instancesReservedFieldsAreHiddenFromTheClient() throws InterruptedException {
        var metadata = new Metadata();
        metadata.put(Instance.REPORT, "free");

        var client =
                Client.start(channel, Bytes.UNARY, CallOptions.DEFAULT, metadata).send(bytes(""));

        assertThat(client.await().trailers().keys()).doesNotContain("monopod-slot");
        assertThat(decisions.reserved.poll().first("monopod-slot")).isEqualTo("free");
    }

    @Test
    void errorStatusAndTrailersAreUnchanged() throws InterruptedException {
        var metadata = new Metadata();
        metadata.put(Instance.FAIL, "yes");

        var client =
                Client.start(channel, Bytes.UNARY, CallOptions.DEFAULT, metadata).send(bytes(""));

        var ending = client.await();
        assertThat(ending.code()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(ending.status().getDescription()).isEqualTo(Instance.FAILURE);
        assertThat(ending.trailers().get(Instance.DETAILS)).isEqualTo(new byte[] {1, 2, 3});
        assertThat(nextEnd()).isEqualTo(new CallEnd.Answered(5));
    }

    @Test
    void unknownMethodGetsTheInstancesStatus() throws InterruptedException {
        var unknown = Bytes.UNARY.toBuilder().setFullMethodName("test.Bytes/Unknown").build();

        var client = Client.start(channel, unknown).send(bytes(""));

        assertThat(client.await().code()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @Test
    void compressedMessagesAreForwarded() throws InterruptedException {
        var message = new byte[100_000];
        var options = CallOptions.DEFAULT.withCompression("gzip");

        var client = Client.start(channel, Bytes.UNARY, options, new Metadata());
        client.call().setMessageCompression(true);
        client.send(message);

        assertThat(client.nextMessage()).isEqualTo(message);
        assertThat(client.headers.getFirst().keys()).contains("grpc-encoding");
    }

    @Test
    void twentyMegabytesAreForwardedBothWays() throws InterruptedException {
        var message = new byte[20_000_000];
        new Random(1).nextBytes(message);

        var client = Client.start(channel, Bytes.UNARY).send(message);

        assertThat(client.nextMessage()).isEqualTo(message);
        assertThat(client.await().status()).isEqualTo(Status.OK);
    }

    @Test
    void headersOf60KilobytesAreForwarded() throws InterruptedException {
        var metadata = new Metadata();
        var large = "x".repeat(60_000);
        metadata.put(COLOUR, large);

        var client =
                Client.start(channel, Bytes.UNARY, CallOptions.DEFAULT, metadata).send(bytes(""));

        assertThat(client.await().status()).isEqualTo(Status.OK);
        assertThat(instance.received.take().get(COLOUR)).isEqualTo(large);
    }

    @Test
    void thousandClientsOnOneConnection() throws InterruptedException {
        var clients = new ArrayList<Client>();
        for (int i = 0; i < 1000; i++) {
            clients.add(Client.start(channel, Bytes.CHAT));
        }
        assertAllTalk(clients);
    }

    @Test
    void thousandClientsOnThousandConnections() throws InterruptedException {
        var clients = new ArrayList<Client>();
        for (int i = 0; i < 1000; i++) {
            clients.add(Client.start(gateway.channel(), Bytes.CHAT));
        }
        assertAllTalk(clients);
    }

    private static void assertAllTalk(Iterable<Client> clients) throws InterruptedException {
        int index = 0;
        for (var client : clients) {
            client.call().request(1);
            client.call().sendMessage(bytes("client " + index++));
        }
        index = 0;
        for (var client : clients) {
            assertThat(client.nextMessage()).isEqualTo(bytes("client " + index++));
        }
        clients.forEach(client -> client.call().halfClose());
        for (var client : clients) {
            assertThat(client.await().status()).isEqualTo(Status.OK);
        }
    }

    private CallEnd nextEnd() throws InterruptedException {
        return decisions.ends.poll(5, TimeUnit.SECONDS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
