package io.monopod.gateway.assign;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;

import java.time.Instant;

/// A session on an instance.
public sealed interface Hold permits Grant, Hold.Direct {
    SessionId session();

    Epoch epoch();

    Instance instance();

    /// Since when this gateway knows of it.
    Instant since();

    /// A session that took the instance itself, by a direct call. It has no epoch and no known
    /// owner until a call of it comes through the gateway.
    record Direct(SessionId session, Instance instance, Instant since) implements Hold {
        @Override
        public Epoch epoch() {
            return Epoch.NONE;
        }
    }
}
