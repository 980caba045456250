package io.monopod.gateway.table;

import static io.monopod.gateway.table.TableFixture.ANNA;
import static io.monopod.gateway.table.TableFixture.LEASE;
import static io.monopod.gateway.table.TableFixture.START;
import static io.monopod.gateway.table.TableFixture.free;
import static io.monopod.gateway.table.TableFixture.heldBy;
import static io.monopod.gateway.table.TableFixture.instance;
import static io.monopod.gateway.table.TableFixture.session;
import static io.monopod.gateway.table.TableFixture.slotReply;

import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.InstanceState;
import io.monopod.gateway.assign.InstanceView;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.SlotReport;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/// Lincheck compares concurrent operations on the table with the same operations on one thread:
/// each result must be possible in some order.
@Param(name = "session", gen = IntGen.class, conf = "0:1")
@Param(name = "instance", gen = IntGen.class, conf = "0:1")
public class SessionTableConcurrencyTest {
    // Made once, because Lincheck may switch threads at every step of an operation.
    private static final List<SessionId> SESSIONS = List.of(session(1), session(2));
    private static final List<Instance> INSTANCES = List.of(instance(1), instance(2));

    private static final Duration IDLE = LEASE.dividedBy(2);

    private final SessionTable table =
            new SessionTable(
                    Rules.from(START, Policy.EXCLUSIVE, LEASE, Duration.ZERO)
                            .withSessionIdle(IDLE));

    public SessionTableConcurrencyTest() {
        table.register(INSTANCES.getFirst(), free(1), START);
    }

    @Operation
    public String claim(@Param(name = "session") int number) {
        return switch (table.claim(SESSIONS.get(number), ANNA, START)) {
            case Assignment.Held(var grant) -> {
                grant.calls().end(START);
                yield "held on " + grant.instance().id();
            }
            case Assignment.Reserved(var grant) -> "reserved on " + grant.instance().id();
            case Assignment.Unsettled unsettled -> "unsettled on " + unsettled.instance();
            case Assignment.Conflict _ -> "not here";
            case Refusal.AllInstancesBusy busy -> "busy " + busy.busy() + " of " + busy.total();
            case Refusal why -> why.toString();
            case Assignment.Waiting _ -> "waits";
        };
    }

    /// A call that waits.
    @Operation
    public String enter(@Param(name = "session") int number) {
        var decision = table.enter(SESSIONS.get(number), ANNA, START);
        if (decision instanceof Assignment.Held(var grant)) {
            grant.calls().end(START);
        }
        return decision.getClass().getSimpleName();
    }

    @Operation
    public void leave(@Param(name = "session") int number) {
        table.leave(SESSIONS.get(number), START);
    }

    @Operation
    public int queue() {
        return table.queue().size();
    }

    /// The instances answer their binds.
    @Operation
    public void settle(@Param(name = "session") int number) {
        for (var grant : reserved(number)) {
            table.settle(grant, slotReply(heldBy(grant, grant.epoch().value())), START);
        }
    }

    /// The call that waits for the bind is cancelled.
    @Operation
    public void cancel(@Param(name = "session") int number) {
        reserved(number).forEach(grant -> table.cancel(grant, START));
    }

    private List<Grant> reserved(int number) {
        return table.instances().stream()
                .filter(view -> view.state() == InstanceState.RESERVED)
                .map(InstanceView::hold)
                .filter(Grant.class::isInstance)
                .map(Grant.class::cast)
                .filter(grant -> grant.session().equals(SESSIONS.get(number)))
                .toList();
    }

    @Operation
    public boolean end(@Param(name = "session") int number) {
        return table.end(SESSIONS.get(number), EndReason.FORCED, START);
    }

    /// The time to confirm forced ends is over.
    @Operation
    public void expireForcedEnds() {
        table.expire(Duration.ZERO, START.plus(Expiry.CONFIRM_WITHIN));
    }

    /// The idle time of sessions is over; leases are not.
    @Operation
    public void endIdle() {
        table.expire(Duration.ZERO, START.plus(IDLE).plusMillis(1));
    }

    /// The instances confirm the pending ends.
    @Operation
    public void confirmEnds() {
        for (var ending : table.ending(START)) {
            var epoch = ending.hold().epoch();
            table.ended(ending.hold(), slotReply(new SlotReport.Free(epoch, epoch.value())), START);
        }
    }

    /// A call is cancelled before its instance has received anything of it.
    @Operation
    public void abandon(@Param(name = "session") int number) {
        var grant = table.find(SESSIONS.get(number));
        if (grant != null && grant.calls().begin(START)) {
            table.abandon(grant, START);
        }
    }

    @Operation
    public boolean heartbeat(@Param(name = "instance") int number) {
        return table.heartbeat(INSTANCES.get(number).id(), free(1), START);
    }

    @Operation
    public boolean drain(@Param(name = "instance") int number) {
        return table.drain(INSTANCES.get(number).id(), START);
    }

    @Operation
    public boolean undrain(@Param(name = "instance") int number) {
        return table.undrain(INSTANCES.get(number).id(), START);
    }

    /// The path of a call; it takes no lock.
    @Operation
    public String call(@Param(name = "session") int number) {
        var grant = table.find(SESSIONS.get(number));
        if (grant == null || !grant.calls().begin(START)) {
            return "none";
        }
        grant.calls().end(START);
        return grant.instance().id().value();
    }

    @Operation
    public void shutDown(@Param(name = "session") int number) {
        var grant = table.find(SESSIONS.get(number));
        if (grant != null) {
            table.endedByCall(grant, AfterEnd.FREE, START);
        }
    }

    @Operation
    public void register(@Param(name = "instance") int number) {
        table.register(INSTANCES.get(number), free(1), START);
    }

    @Operation
    public void lose(@Param(name = "instance") int number) {
        table.lose(INSTANCES.get(number).id(), LossReason.LEFT, START);
    }

    @Operation
    public String counts() {
        return table.counts().toString();
    }

    @Test
    void isLinearizableInEveryInterleavingTried() {
        new ModelCheckingOptions()
                .iterations(10)
                .invocationsPerIteration(200)
                .actorsBefore(3)
                .threads(2)
                .actorsPerThread(3)
                .actorsAfter(2)
                .check(SessionTableConcurrencyTest.class);
    }
}
