package io.monopod.gateway.interop;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

/// The official gRPC interop cases (grpc/doc/interop-test-descriptions.md) through a whole gateway,
/// with a token and a session. Left out are the cases that need Google Cloud credentials, and
/// `cacheable_unary`, which needs a cache in front of the server.
@DisplayName("Interop")
class InteropTest {
    private static InteropServer server;
    private static WholeGateway gateway;
    private static String metadata;

    @BeforeAll
    static void start(@TempDir Path dir) throws Exception {
        InteropClient.registerBalancer();
        server = InteropServer.start();
        gateway = WholeGateway.start(dir);
        gateway.register("interop-1", server.port());
        metadata = "session-id:interop;authorization:" + gateway.login("interop");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "empty_unary",
                "large_unary",
                "client_compressed_unary",
                "client_compressed_unary_noprobe",
                "server_compressed_unary",
                "client_streaming",
                "client_compressed_streaming",
                "client_compressed_streaming_noprobe",
                "server_streaming",
                "server_compressed_streaming",
                "ping_pong",
                "empty_stream",
                "custom_metadata",
                "status_code_and_message",
                "special_status_message",
                "unimplemented_method",
                "unimplemented_service",
                "cancel_after_begin",
                "cancel_after_first_response",
                "timeout_on_sleeping_server",
                "very_large_request",
                "pick_first_unary",
                "rpc_soak",
                "channel_soak",
                "orca_per_rpc",
                "orca_oob"
            })
    void passes(String testCase) throws Throwable {
        InteropClient.run(testCase, gateway.port(), metadata);
    }
}
