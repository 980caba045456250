package io.monopod.gateway.interop;

import io.grpc.LoadBalancerProvider;
import io.grpc.LoadBalancerRegistry;
import io.grpc.testing.integration.TestServiceClient;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;

/// Runs one case of the official test client in this process. Its `main` ends the JVM, and a JVM
/// for each case takes a second. The methods that `main` calls are private, so this uses
/// reflection.
final class InteropClient {
    private static final String ORCA_BALANCER =
            "--service_config_json="
                    + "{\"loadBalancingConfig\":[{\"test_backend_metrics_load_balancer\":{}}]}";

    private InteropClient() {}

    /// @param metadata `name:value;name:value`, added to every call
    /// @throws Throwable the failure of the case
    static void run(String testCase, int port, String metadata) throws Throwable {
        var arguments =
                new ArrayList<>(
                        List.of(
                                "--server_host=localhost",
                                "--server_port=" + port,
                                "--use_tls=false",
                                "--soak_iterations=20",
                                "--additional_metadata=" + metadata,
                                "--test_case=" + testCase));
        if (testCase.startsWith("orca")) {
            arguments.add(ORCA_BALANCER);
        }
        var client = new TestServiceClient();
        call(client, "parseArgs", (Object) arguments.toArray(String[]::new));
        call(client, "setUp");
        try {
            call(client, "run");
        } finally {
            call(client, "tearDown");
        }
    }

    /// Registers the load balancer of the ORCA cases.
    static void registerBalancer() throws ReflectiveOperationException {
        var provider =
                Class.forName(
                                "io.grpc.testing.integration"
                                        + ".CustomBackendMetricsLoadBalancerProvider")
                        .getDeclaredConstructor();
        provider.setAccessible(true);
        LoadBalancerRegistry.getDefaultRegistry()
                .register((LoadBalancerProvider) provider.newInstance());
    }

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
