package io.monopod.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.util.concurrent.ListenableFuture;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.monopod.proto.control.v1.WaitingRoomGrpc;
import io.monopod.proto.control.v1.WatchQueueRequest;
import io.monopod.proto.control.v1.WatchQueueResponse;
import io.monopod.proto.control.v1.WatchQueueResponse.State;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.LoginRequest;
import io.monopod.proto.myservice.MyServiceAPIGrpc;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Iterator;

/// Clients that wait see their position, in a whole gateway where one session holds the only
/// instance.
@Timeout(60)
class QueueWatchTest {
    private Path directory = Path.of("");
    private Gateway gateway;
    private ManagedChannel channel;
    private InstanceProcess instance;

    @BeforeEach
    void start(@TempDir Path dir) throws Exception {
        directory = dir;
        gateway = LocalGateway.start(dir, config(dir));
        channel = channel(gateway.dataPort());
        instance = InstanceProcess.start("pod", gateway);
        instance.awaitRegistered();
        assertThat(waiting(token("TestUser", "holder"), "holder").get().getPodName())
                .isEqualTo("pod");
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        instance.close();
        gateway.close();
    }

    @Test
    void waiterSeesItsPositionUntilItIsServed() throws Exception {
        var token = token("TestUser", "second");
        var first = waiting(token("TestUser", "first"), "first");
        var second = waiting(token, "second");
        var watch = watch(channel, token);

        var place = watch.next();
        assertThat(place.getState()).isEqualTo(State.WAITING);
        assertThat(place.getPosition()).isEqualTo(2);
        assertThat(place.getWaiting()).isEqualTo(2);
        assertThat(place.getExpected().getSeconds()).isPositive();

        first.cancel(true);
        assertThat(nextAfter(place, watch).getPosition()).isOne();

        endHolder();
        var last = place;
        while (watch.hasNext()) {
            last = watch.next();
        }
        assertThat(last.getState()).isEqualTo(State.GRANTED);
        assertThat(second.get().getPodName()).isEqualTo("pod");
    }

    @Test
    void departedWaiterIsShownAsNotWaiting() {
        var token = token("TestUser", "s");
        var call = waiting(token, "s");
        var watch = watch(channel, token);
        var place = watch.next();

        call.cancel(true);

        assertThat(nextAfter(place, watch).getState()).isEqualTo(State.ABSENT);
        assertThat(watch.hasNext()).isFalse();
    }

    @Test
    void anotherUserSeesNothing() {
        var _ = waiting(token("TestUser", "s"), "s");

        var watch = watch(channel, token("ann", "s"));

        assertThat(watch.next().getState()).isEqualTo(State.ABSENT);
        assertThat(watch(channel, token("ann", "holder")).next().getState())
                .isEqualTo(State.ABSENT);
    }

    @Test
    void missingTokenIsRefused() {
        var failure =
                catchThrowableOfType(
                        StatusRuntimeException.class, () -> watch(channel, "not-a-token").next());

        assertThat(failure).hasMessage("UNAUTHENTICATED: missing or invalid token");
    }

    @Test
    void unknownClusterIsAnError() {
        var stub = with(WaitingRoomGrpc.newBlockingStub(channel), token("TestUser", "s"));
        var request = WatchQueueRequest.newBuilder().setCluster("nowhere").build();

        var failure =
                catchThrowableOfType(
                        StatusRuntimeException.class, () -> stub.watchQueue(request).next());

        assertThat(failure).hasMessage("INVALID_ARGUMENT: cluster must be one of myservice");
    }

    private static WatchQueueResponse nextAfter(
            WatchQueueResponse known, Iterator<WatchQueueResponse> watch) {
        var next = watch.next();
        while (next.equals(known)) {
            next = watch.next();
        }
        return next;
    }

    private static Iterator<WatchQueueResponse> watch(ManagedChannel channel, String token) {
        return with(WaitingRoomGrpc.newBlockingStub(channel), token)
                .watchQueue(WatchQueueRequest.getDefaultInstance());
    }

    private void endHolder() throws IOException, InterruptedException {
        var address = "http://localhost:" + gateway.adminPort() + "/api/v1/sessions/holder";
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(address))
                            .header("Authorization", LocalGateway.adminAuthorization(directory))
                            .DELETE()
                            .build();
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
        }
    }

    /// Sends an echo that waits for an instance. It joins the queue before any later call.
    private ListenableFuture<EchoResponse> waiting(String token, String session) {
        var metadata = metadata("session-id", session);
        put(metadata, "session-wait", "30S");
        return with(MyServiceAPIGrpc.newFutureStub(channel), token)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                .myServiceEcho(EchoRequest.getDefaultInstance());
    }

    private String token(String user, String session) {
        return MyServiceAPIGrpc.newBlockingStub(channel)
                .login(
                        LoginRequest.newBuilder()
                                .setUsername(user)
                                .setPassword("TestPassword")
                                .setSessionId(session)
                                .build())
                .getToken();
    }

    private static <S extends AbstractStub<S>> S with(S stub, String token) {
        return stub.withInterceptors(
                MetadataUtils.newAttachHeadersInterceptor(metadata("authorization", token)));
    }

    private static Metadata metadata(String name, String value) {
        var metadata = new Metadata();
        put(metadata, name, value);
        return metadata;
    }

    private static void put(Metadata metadata, String name, String value) {
        metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
    }

    private static ManagedChannel channel(int port) {
        return NettyChannelBuilder.forAddress("localhost", port).usePlaintext().build();
    }

    private static String config(Path dir) throws IOException {
        return """
               demo: true
               start-grace: 0s
               auth: {users-file: %s}
               """
                .formatted(LocalGateway.usersFile(dir, "ann"));
    }
}
