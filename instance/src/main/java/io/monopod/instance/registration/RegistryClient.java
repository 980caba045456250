package io.monopod.instance.registration;

import io.monopod.instance.slot.SlotState;

/// The gateway's registry, as an instance sees it. The methods block for a second or two at most,
/// and never throw on network failures.
interface RegistryClient {
    RegistryReply register(SlotState slot);

    /// @param tokensVersion the version of the instance's token rules
    RegistryReply heartbeat(SlotState slot, String tokensVersion);

    /// Another gateway is asked from now on, if there is one: this one may have been cut off from
    /// the others, and still believe that it leads.
    void askNext();

    /// Gives the lease back. If the message is lost, the lease runs out by itself.
    ///
    /// @param exit of what the instance stands for, if that has died: a signal's name or an exit
    ///   code; else empty
    void deregister(String exit);
}
