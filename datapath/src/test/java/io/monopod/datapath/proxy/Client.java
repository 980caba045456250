package io.monopod.datapath.proxy;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One call of a grpc-java client, with everything that it receives.
final class Client extends ClientCall.Listener<byte[]> {
    final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    final List<Metadata> headers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private final ClientCall<byte[], byte[]> call;

    record Ending(Status status, Metadata trailers) {
        Status.Code code() {
            return status.getCode();
        }
    }

    private Client(ClientCall<byte[], byte[]> call) {
        this.call = call;
    }

    static Client start(Channel channel, MethodDescriptor<byte[], byte[]> method) {
        return start(channel, method, CallOptions.DEFAULT, new Metadata());
    }

    static Client start(
            Channel channel,
            MethodDescriptor<byte[], byte[]> method,
            CallOptions options,
            Metadata headers) {
        var client = new Client(channel.newCall(method, options));
        client.call.start(client, headers);
        return client;
    }

    /// Sends the only request message, and ends the request.
    Client send(byte[] message) {
        call.request(Integer.MAX_VALUE);
        call.sendMessage(message);
        call.halfClose();
        return this;
    }

    ClientCall<byte[], byte[]> call() {
        return call;
    }

    byte[] nextMessage() throws InterruptedException {
        var message = messages.poll(20, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message; " + ending);
        }
        return message;
    }

    Ending await() throws InterruptedException {
        try {
            return ending.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void onHeaders(Metadata responseHeaders) {
        headers.add(responseHeaders);
    }

    @Override
    public void onMessage(byte[] message) {
        messages.add(message);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        ending.complete(new Ending(status, trailers));
    }
}
