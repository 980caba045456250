package io.monopod.instance;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;

import java.util.HashSet;
import java.util.Set;

/// A service that serves one session at a time.
///
/// @param service any gRPC service; its calls use
///   [io.monopod.instance.call.CurrentSession#current()]
/// @param endingMethods full names of its unary methods that end the session when they succeed
public record SessionService(BindableService service, Set<String> endingMethods) {
    public SessionService {
        endingMethods = Set.copyOf(endingMethods);
    }

    /// A service whose sessions only the gateway ends.
    public static SessionService of(BindableService service) {
        return new SessionService(service, Set.of());
    }

    /// The same service, with `method` ending the session when it answers OK. The instance is free
    /// (or closed) before the client gets that answer.
    ///
    /// @throws IllegalArgumentException if `method` is not unary
    public SessionService endedBy(MethodDescriptor<?, ?> method) {
        if (method.getType() != MethodType.UNARY) {
            throw new IllegalArgumentException(method.getFullMethodName() + " is not unary");
        }
        var methods = new HashSet<>(endingMethods);
        methods.add(method.getFullMethodName());
        return new SessionService(service, methods);
    }
}
