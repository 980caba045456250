package io.monopod.datapath.serve;

import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.monopod.datapath.call.LocalCalls;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.http2.frame.RawConnection;
import io.monopod.datapath.http2.frame.RawFrame;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.proto.myservice.MyServiceAPIGrpc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// A listener with hosted services, and a client that sends raw frames.
final class Hosts implements AutoCloseable {
    static final int MAX_MESSAGE = 64 * 1024;

    /// Only the five-byte prefix.
    static final byte[] EMPTY_MESSAGE = new byte[5];

    final Gateway gateway;
    final RawConnection client;

    /// A grpc-java client of the listener.
    final ManagedChannel channel;

    private int lastStream = -1;

    Hosts(BindableService... services) throws IOException {
        this(System::nanoTime, services);
    }

    /// @param nanos the clock of the log, in nanoseconds
    Hosts(LongSupplier nanos, BindableService... services) throws IOException {
        gateway =
                new Gateway(
                        new LocalCalls(
                                new GrpcServices(
                                        "test",
                                        MAX_MESSAGE,
                                        List.of(services).stream()
                                                .map(BindableService::bindService)
                                                .toList(),
                                        _ -> new Metadata(),
                                        nanos)));
        client = RawConnection.client(gateway.port());
        channel =
                NettyChannelBuilder.forAddress("localhost", gateway.port()).usePlaintext().build();
    }

    /// Starts a call.
    ///
    /// @param more name, value, name, value, ...
    int open(String path, String... more) throws IOException {
        lastStream += 2;
        client.send(RawFrame.headers(lastStream, head(path, more)));
        return lastStream;
    }

    static String path(String method) {
        return "/" + MyServiceAPIGrpc.SERVICE_NAME + "/" + method;
    }

    private static HeaderList head(String path, String... more) {
        var fields = new ArrayList<HeaderList.Field>();
        fields.addAll(
                HeaderList.of(
                                ":method", "POST",
                                ":scheme", "http",
                                ":path", path,
                                ":authority", "localhost",
                                "te", "trailers",
                                "content-type", "application/grpc")
                        .fields());
        fields.addAll(HeaderList.of(more).fields());
        return HeaderList.of(fields);
    }

    /// Reads until the trailers of that call arrive.
    HeaderList awaitTrailers(int stream) throws IOException {
        var trailers = HeaderList.EMPTY;
        while (trailers.first("grpc-status") == null) {
            trailers = client.awaitHeaders(stream);
        }
        return trailers;
    }

    @Override
    public void close() throws IOException {
        channel.shutdownNow();
        client.close();
        gateway.close();
    }
}
