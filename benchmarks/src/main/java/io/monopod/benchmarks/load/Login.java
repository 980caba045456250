package io.monopod.benchmarks.load;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.monopod.proto.myservice.LoginRequest;
import io.monopod.proto.myservice.MyServiceAPIGrpc;

import java.util.List;
import java.util.stream.IntStream;

/// Gets tokens from a gateway, like any client.
public final class Login {
    private static final String USER = "TestUser";
    private static final String PASSWORD = "TestPassword";

    private Login() {}

    /// @param port the gateway's client listener
    public static Credentials at(int port, String session) {
        return at(port, List.of(session)).getFirst();
    }

    /// Logs in for the sessions `prefix` + 0, 1, 2, ...
    public static List<Credentials> at(int port, String prefix, int sessions) {
        return at(port, IntStream.range(0, sessions).mapToObj(i -> prefix + i).toList());
    }

    private static List<Credentials> at(int port, List<String> sessions) {
        var channel =
                Grpc.newChannelBuilderForAddress(
                                "127.0.0.1", port, InsecureChannelCredentials.create())
                        .build();
        try {
            var stub = MyServiceAPIGrpc.newBlockingStub(channel);
            return sessions.stream()
                    .map(session -> new Credentials(stub.login(as(session)).getToken(), session))
                    .toList();
        } finally {
            channel.shutdownNow();
        }
    }

    private static LoginRequest as(String session) {
        return LoginRequest.newBuilder()
                .setUsername(USER)
                .setPassword(PASSWORD)
                .setSessionId(session)
                .build();
    }

    /// Dummy credentials, as long as real ones, for proxies that ignore them.
    public static Credentials none(String session) {
        return new Credentials("x".repeat(400), session);
    }
}
