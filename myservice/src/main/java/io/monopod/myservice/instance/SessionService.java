package io.monopod.myservice.instance;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;

import java.util.HashSet;
import java.util.Set;

/// A service that is made for one session at a time.
///
/// @param service any gRPC service; its calls learn about theirs by [SessionCall#current()]
/// @param endingMethods full names of its unary methods that end the session by succeeding
public record SessionService(BindableService service, Set<String> endingMethods) {
    public SessionService {
        endingMethods = Set.copyOf(endingMethods);
    }

    /// A service whose sessions are ended by the gateway alone.
    public static SessionService of(BindableService service) {
        return new SessionService(service, Set.of());
    }

    /// The same service, with `method` ending the session when it answers OK. The client gets that
    /// answer when the instance is free (or closed) already.
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
