package io.monopod.scenarios.client;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.StatusOr;
import io.monopod.scenarios.system.Endpoint;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Lets a channel know several endpoints. gRPC's default policy, pick_first, connects to the first
/// that accepts, and begins anew when that connection ends: also after a GOAWAY.
final class InTurn extends NameResolverProvider {
    private static final String SCHEME = "in-turn";

    static {
        NameResolverRegistry.getDefaultRegistry().register(new InTurn());
    }

    private InTurn() {}

    /// The target for a channel builder.
    static String target(List<Endpoint> endpoints) {
        return endpoints.stream()
                .map(Endpoint::authority)
                .collect(Collectors.joining(",", SCHEME + ":///", ""));
    }

    @Override
    public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args args) {
        if (!SCHEME.equals(target.getScheme())) {
            return null;
        }
        List<Endpoint> endpoints =
                Stream.of(target.getPath().substring(1).split(",", -1))
                        .map(text -> Endpoint.parse(text, new Endpoint.Transport.Plaintext()))
                        .toList();
        return new Known(endpoints);
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }

    @Override
    public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
        return Set.of(InetSocketAddress.class);
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    /// Below DNS, which resolves targets without a scheme.
    @Override
    protected int priority() {
        return 0;
    }

    private static final class Known extends NameResolver {
        private final List<Endpoint> endpoints;

        private Known(List<Endpoint> endpoints) {
            this.endpoints = endpoints;
        }

        @Override
        public String getServiceAuthority() {
            return endpoints.getFirst().authority();
        }

        @Override
        public void start(Listener2 listener) {
            List<EquivalentAddressGroup> addresses =
                    endpoints.stream()
                            .map(each -> new InetSocketAddress(each.host(), each.port()))
                            .map(EquivalentAddressGroup::new)
                            .toList();
            listener.onResult(
                    ResolutionResult.newBuilder()
                            .setAddressesOrError(StatusOr.fromValue(addresses))
                            .build());
        }

        @Override
        public void shutdown() {}
    }
}
