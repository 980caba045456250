import io.grpc.netty.NettyServerBuilder;

import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/// A bare grpc-java server: `GrpcJavaBackend SERVICE`.
final class GrpcJavaBackend {
    private GrpcJavaBackend() {}

    public static void main(String[] args) throws Exception {
        var server =
                NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .addService(new Bench(args[0]))
                        .build()
                        .start();
        System.out.println("READY address=127.0.0.1:" + server.getPort());
        server.awaitTermination();
    }
}
