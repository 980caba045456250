package io.monopod.scaling;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.table.SessionTable;
import io.monopod.vouch.InstanceKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A pod with one instance: a process for each session, one after the other. It is the truth about
/// its session.
final class ScaledPod {
    static final UserName USER = new UserName("ann");

    private static final ClusterName CLUSTER = new ClusterName("myservice");

    private final int number;
    private final SessionTable table;
    private int processes;
    private Instance instance;
    private long revision;
    private @Nullable SessionId session;

    /// As Kubernetes sees it, which may be late.
    boolean ready;

    /// `controller.kubernetes.io/pod-deletion-cost`.
    int cost;

    ScaledPod(int number, SessionTable table) {
        this.number = number;
        this.table = table;
        this.instance = process();
    }

    private Instance process() {
        revision = 0;
        var id = new InstanceId("pod-%d-%d".formatted(number, processes++));
        var address = new HostPort("10.0.0." + number, 9000);
        return new Instance(id, CLUSTER, address, Instant.EPOCH, InstanceKey.of(new byte[32]));
    }

    InstanceId instance() {
        return instance.id();
    }

    boolean hasSession() {
        return session != null;
    }

    void register(Instant now) {
        table.register(instance, new SlotReport.Free(Epoch.NONE, ++revision), now);
    }

    /// The gateway's bind arrives, and its answer comes back.
    void bind(Grant grant, Instant now) {
        session = grant.session();
        var slot = new SlotReport.Held(grant.session(), USER, grant.epoch(), ++revision);
        table.settle(grant, new Reply.Answered(slot), now);
    }

    /// The session ends as its client wants it, and its process with it.
    void endSession(Instant now) {
        session = null;
        table.lose(instance.id(), LossReason.LEFT, now);
        instance = process();
        register(now);
    }

    /// Kubernetes has removed it.
    void remove(Instant now) {
        table.lose(instance.id(), LossReason.LEFT, now);
    }

    @Override
    public String toString() {
        return instance.id() + (ready ? "" : " (not ready)") + " session " + session;
    }
}
