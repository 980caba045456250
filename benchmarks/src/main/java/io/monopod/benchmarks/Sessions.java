package io.monopod.benchmarks;

import io.monopod.benchmarks.load.Call;
import io.monopod.benchmarks.load.Credentials;
import io.monopod.benchmarks.load.Login;
import io.monopod.benchmarks.proxy.Proxy;

import java.util.List;

/// The two sessions of a run: one holds the only instance, so that the other is refused.
///
/// @param served its calls go through every proxy
/// @param refused its calls are refused by the gateway
record Sessions(Credentials served, Credentials refused) {
    private static final String SERVED = "bench";
    private static final String REFUSED = "bench-refused";

    /// Logs in at the gateway, if it is among the proxies.
    static Sessions open(List<Proxy> proxies) {
        return proxies.stream()
                .filter(proxy -> proxy.name().equals(Proxy.GATEWAY))
                .findFirst()
                .map(Proxy::port)
                .map(port -> new Sessions(Login.at(port, SERVED), Login.at(port, REFUSED)))
                .orElseGet(() -> new Sessions(Login.none(SERVED), Login.none(REFUSED)));
    }

    Credentials of(Call call) {
        return switch (call) {
            case ECHO, STREAM -> served;
            case REFUSED -> refused;
        };
    }
}
