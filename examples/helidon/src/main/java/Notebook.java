import static io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING;
import static io.grpc.MethodDescriptor.MethodType.UNARY;
import static io.grpc.stub.ServerCalls.asyncServerStreamingCall;
import static io.grpc.stub.ServerCalls.asyncUnaryCall;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.grpc.GrpcRouting;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A notebook: a gRPC server on Helidon that keeps variables in its own memory. "x = 1" sets one, "x" shows it.
 *
 * <p>It has never heard of sessions. Its messages are plain text, so that it needs no generated code; a real one has a
 * .proto.
 */
final class Notebook {
    private final Map<String, String> variables = new ConcurrentHashMap<>();
    private final AtomicInteger lines = new AtomicInteger();

    public static void main(String[] args) {
        int port = Integer.parseInt(args.length == 2 ? args[1] : System.getenv("PORT")); // --port PORT
        var notebook = new Notebook();
        var service =
                ServerServiceDefinition.builder("notebook.Notebook")
                        .addMethod(method("Run", UNARY), asyncUnaryCall(notebook::run))
                        .addMethod(method("Watch", SERVER_STREAMING), asyncServerStreamingCall(notebook::watch))
                        .addMethod(method("Close", UNARY), asyncUnaryCall(notebook::close))
                        .build();
        WebServer.builder()
                .host("localhost")
                .port(port)
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build()) // else a call takes 40 ms
                .addRouting(GrpcRouting.builder().service(service))
                .build()
                .start();
    }

    /** Sets or shows a variable. */
    private void run(String line, StreamObserver<String> answer) {
        lines.incrementAndGet();
        var words = line.split("=", 2);
        var name = words[0].strip();
        if (words.length == 2) {
            variables.put(name, words[1].strip());
            answer(answer, "");
        } else if (variables.containsKey(name)) {
            answer(answer, variables.get(name) + "\n");
        } else {
            answer.onError(Status.INVALID_ARGUMENT.withDescription("no variable " + name).asException());
        }
    }

    /** Answers the number of lines that have run, once a second. Helidon gives each call a thread of its own. */
    private void watch(String nothing, StreamObserver<String> answer) {
        var call = (ServerCallStreamObserver<String>) answer;
        try {
            while (!call.isCancelled()) {
                call.onNext(lines.get() + " lines in process " + ProcessHandle.current().pid());
                Thread.sleep(1000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void close(String nothing, StreamObserver<String> answer) {
        answer(answer, "goodbye after " + lines.get() + " lines");
    }

    private static void answer(StreamObserver<String> call, String text) {
        call.onNext(text);
        call.onCompleted();
    }

    private static MethodDescriptor<String, String> method(String name, MethodType type) {
        return MethodDescriptor.<String, String>newBuilder()
                .setType(type)
                .setFullMethodName("notebook.Notebook/" + name)
                .setRequestMarshaller(new Text())
                .setResponseMarshaller(new Text())
                .build();
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream bytes) {
            try {
                return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
