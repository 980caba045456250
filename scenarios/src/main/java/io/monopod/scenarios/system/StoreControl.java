package io.monopod.scenarios.system;

import java.io.IOException;

/// Actions on the members of the store that several gateways share. Members are numbered from 0.
/// For one thread a member at a time.
public interface StoreControl {
    int members();

    /// Ends the member at once, as in a crash; returns when it has exited.
    void kill(int member);

    /// Starts a killed member with the data that it had. Returns at once.
    void start(int member);

    /// Freezes the member, as in a hang.
    void pause(int member) throws IOException, InterruptedException;

    void resume(int member) throws IOException, InterruptedException;
}
