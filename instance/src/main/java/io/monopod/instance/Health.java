package io.monopod.instance;

import io.monopod.datapath.call.HealthProbes;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The health endpoints on the instance's own port, at the same paths as the gateway's.
///
/// @param ready whether a gateway knows the instance and the instance accepts or has a session
record Health(BooleanSupplier ready) implements HealthProbes {
    @Override
    public Optional<Boolean> isUp(String path) {
        return switch (path) {
            case "/health/live" -> Optional.of(true);
            case "/health/ready" -> Optional.of(ready.getAsBoolean());
            default -> Optional.empty();
        };
    }
}
