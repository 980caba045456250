package io.monopod.gateway.store;

import io.monopod.contract.Epoch;

import org.jspecify.annotations.Nullable;

import java.util.Collection;

/// What the gateways share, as one gateway hears of it: in the same order at each of them, on one
/// thread. A gateway that hears that it leads has heard of every claim of earlier terms.
public interface StoreListener {
    /// A session has got an instance.
    void claimed(Claim claim);

    /// A session has none any more.
    void released(Claim.Of session);

    /// The highest epoch that was ever granted.
    void granted(Epoch highest);

    /// What the leader before has told the next one; told before [#led].
    ///
    /// @param last null if it could not
    default void handedOver(@Nullable Handover last) {}

    /// @param leader null while there is none
    void led(@Nullable Leader leader);

    /// The gateways that run.
    void members(Collection<Member> members);

    /// A gateway that runs, or did a minute ago. It may come back to the store.
    void known(Member member);

    /// Whether the store answers. While it does not, what was heard is old.
    void connected(boolean connected);
}
