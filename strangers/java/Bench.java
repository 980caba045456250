import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// SERVICE/Work and SERVICE/Ticks, as go/serve.go has them, over messages as bytes.
record Bench(String name) implements BindableService {
    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder(name)
                .addMethod(
                        method("Work", MethodDescriptor.MethodType.UNARY),
                        ServerCalls.asyncUnaryCall(Bench::work))
                .addMethod(
                        method("Ticks", MethodDescriptor.MethodType.SERVER_STREAMING),
                        ServerCalls.asyncServerStreamingCall(Bench::ticks))
                .build();
    }

    private static void work(byte[] request, StreamObserver<byte[]> answer) {
        pause(cancelled(), ran(request));
        answer.onNext(request);
        answer.onCompleted();
    }

    private static void ticks(byte[] request, StreamObserver<byte[]> answer) {
        CountDownLatch cancelled = cancelled();
        int millis = ran(request);
        do {
            answer.onNext(request);
        } while (!pause(cancelled, millis));
    }

    private static CountDownLatch cancelled() {
        var cancelled = new CountDownLatch(1);
        Context.current().addListener(context -> cancelled.countDown(), Runnable::run);
        return cancelled;
    }

    private static int ran(byte[] request) {
        String[] words = new String(request, 2, request.length - 2, StandardCharsets.UTF_8).split(" ");
        System.out.println("RAN " + words[0]);
        return Integer.parseInt(words[1]);
    }

    private static boolean pause(CountDownLatch cancelled, int millis) {
        try {
            return cancelled.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private MethodDescriptor<byte[], byte[]> method(String method, MethodDescriptor.MethodType type) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(type)
                .setFullMethodName(name + "/" + method)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
