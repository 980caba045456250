package io.monopod.agent;

import io.grpc.testing.integration.TestServiceClient;
import io.grpc.testing.integration.TestServiceServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;

/// The official gRPC interop cases (grpc/doc/interop-test-descriptions.md) through gateway and
/// agent, with the official server as its process. Left out are the cases that need Google Cloud
/// credentials, a cache or ORCA, and those two that grpc-java's server lacks (the refusal of
/// messages that should be compressed).
@DisplayName("Interop")
@Timeout(120)
class InteropTest {
    private static Stage stage;
    private static String metadata;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        stage = Stage.start(directory);
        var server =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestServiceServer.class.getName(),
                        "--port={port}",
                        "--use_tls=false");
        stage.agent(server);
        var head = stage.session("interop").head();
        metadata = "session-id:interop;authorization:" + head.get("authorization");
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "empty_unary",
                "large_unary",
                "client_compressed_unary_noprobe",
                "server_compressed_unary",
                "client_streaming",
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
                "channel_soak"
            })
    void passes(String testCase) throws Throwable {
        var client = new TestServiceClient();
        String[] arguments = {
            "--server_host=localhost",
            "--server_port=" + stage.dataPort(),
            "--use_tls=false",
            "--soak_iterations=20",
            "--additional_metadata=" + metadata,
            "--test_case=" + testCase
        };
        call(client, "parseArgs", (Object) arguments);
        call(client, "setUp");
        try {
            call(client, "run");
        } finally {
            call(client, "tearDown");
        }
    }

    /// The client's `main` ends the JVM. The methods that it calls are private.
    private static void call(TestServiceClient client, String name, Object... arguments)
            throws Throwable {
        Class<?>[] types =
                arguments.length == 0 ? new Class<?>[0] : new Class<?>[] {String[].class};
        var method = TestServiceClient.class.getDeclaredMethod(name, types);
        method.setAccessible(true);
        try {
            method.invoke(client, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
