package io.monopod.benchmarks;

import io.monopod.benchmarks.load.Call;
import io.monopod.benchmarks.load.Credentials;
import io.monopod.benchmarks.load.Login;
import io.monopod.benchmarks.proxy.Proxy;

import java.util.List;

/// The two sessions of a run: one holds the only instance, so that the other is refused.
///
/// @param served its calls go through every proxy
/// @param shared its calls go through the gateway with a store, which has a key of its own
/// @param refused its calls are refused by the gateway
record Sessions(Credentials served, Credentials shared, Credentials refused) {
    private static final String SERVED = "bench";
    private static final String REFUSED = "bench-refused";

    /// Logs in at the gateways that are among the proxies.
    static Sessions open(List<Proxy> proxies) {
        return new Sessions(
                at(proxies, Proxy.GATEWAY, SERVED),
                at(proxies, Proxy.SHARED, SERVED),
                at(proxies, Proxy.GATEWAY, REFUSED));
    }

    private static Credentials at(List<Proxy> proxies, String gateway, String session) {
        return proxies.stream()
                .filter(proxy -> proxy.name().equals(gateway))
                .findFirst()
                .map(proxy -> Login.at(proxy.port(), session))
                .orElseGet(() -> Login.none(session));
    }

    Credentials of(Call call, Proxy proxy) {
        return switch (call) {
            case ECHO, STREAM -> proxy.name().equals(Proxy.SHARED) ? shared : served;
            case REFUSED -> refused;
        };
    }
}
