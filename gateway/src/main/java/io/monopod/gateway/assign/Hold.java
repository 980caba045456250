package io.monopod.gateway.assign;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.time.Instant;

/// A session on an instance.
public sealed interface Hold permits Grant, Hold.Direct, Hold.Unproved {
    SessionId session();

    Epoch epoch();

    Instance instance();

    /// When this gateway first knew of it.
    Instant since();

    /// A session whose client called the instance directly. It has no epoch until one of its calls
    /// comes through the gateway.
    ///
    /// @param owner the user of the direct call's token
    record Direct(SessionId session, UserName owner, Instance instance, Instant since)
            implements Hold {
        @Override
        public Epoch epoch() {
            return Epoch.NONE;
        }
    }

    /// A session that the instance reports without proof. It gets no calls, and the instance is
    /// told to end it.
    ///
    /// @param epoch of the claimed grant, or the highest that the instance reports to have seen
    record Unproved(SessionId session, Epoch epoch, Instance instance, Instant since)
            implements Hold {}
}
