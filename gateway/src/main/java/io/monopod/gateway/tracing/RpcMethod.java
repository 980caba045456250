package io.monopod.gateway.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;

import org.jspecify.annotations.Nullable;

/// A call's method in the terms of OpenTelemetry (semantic conventions for RPC).
///
/// @param service empty if the path names no gRPC method
record RpcMethod(String service, String method) {
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("rpc.system");
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("rpc.service");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("rpc.method");

    /// @param path `/package.Service/Method`
    static RpcMethod of(@Nullable String path) {
        int slash = path == null ? -1 : path.indexOf('/', 1);
        return path == null || slash < 0
                ? new RpcMethod("", "")
                : new RpcMethod(path.substring(1, slash), path.substring(slash + 1));
    }

    String name() {
        return service.isEmpty() ? "grpc" : service + "/" + method;
    }

    Attributes attributes() {
        return Attributes.of(SYSTEM, "grpc", SERVICE, service, METHOD, method);
    }
}
