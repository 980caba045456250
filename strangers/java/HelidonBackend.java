import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.grpc.GrpcRouting;

/// A bare Helidon gRPC server, as its documentation shows: `HelidonBackend SERVICE`.
final class HelidonBackend {
    private HelidonBackend() {}

    public static void main(String[] args) {
        var server =
                WebServer.builder()
                        .host("127.0.0.1")
                        .port(0)
                        .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                        .addRouting(GrpcRouting.builder().service(new Bench(args[0])))
                        .build()
                        .start();
        System.out.println("READY address=127.0.0.1:" + server.port());
    }
}
