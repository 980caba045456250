package io.monopod.myservice.instance;

/// The gateway's registry, as an instance sees it. Its methods block, a second or two at most, and
/// never throw for what may happen on a network.
interface Registry extends AutoCloseable {
    RegistryReply register(SlotState slot);

    RegistryReply heartbeat(SlotState slot);

    /// Gives the lease back; if that does not arrive, it runs out by itself.
    void deregister();

    @Override
    void close();
}
