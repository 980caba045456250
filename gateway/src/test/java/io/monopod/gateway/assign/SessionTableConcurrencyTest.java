package io.monopod.gateway.assign;

import static io.monopod.gateway.assign.TableFixture.ANNA;
import static io.monopod.gateway.assign.TableFixture.LEASE;
import static io.monopod.gateway.assign.TableFixture.START;
import static io.monopod.gateway.assign.TableFixture.free;
import static io.monopod.gateway.assign.TableFixture.heldBy;
import static io.monopod.gateway.assign.TableFixture.instance;
import static io.monopod.gateway.assign.TableFixture.session;
import static io.monopod.gateway.assign.TableFixture.told;

import io.monopod.contract.SessionId;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/// Whatever threads do at once, each sees what it could have seen if they had come one after the
/// other: checked by Lincheck against the same table used by one thread.
@Param(name = "session", gen = IntGen.class, conf = "0:1")
@Param(name = "instance", gen = IntGen.class, conf = "0:1")
public class SessionTableConcurrencyTest {
    // Made once: Lincheck may switch threads at every step within an operation.
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
            case Decision.Held(var grant) -> {
                grant.usage().end(START);
                yield "held on " + grant.instance().id();
            }
            case Decision.Reserved(var grant) -> "reserved on " + grant.instance().id();
            case Decision.Unsettled unsettled -> "unsettled on " + unsettled.instance();
            case Decision.Visit _, Decision.NotOwner _, Decision.Starting _ -> "not here";
            case Decision.AllBusy busy -> "busy " + busy.busy() + " of " + busy.total();
            case Decision.NoneAvailable _ -> "none available";
            case Decision.NoneKnown _ -> "none known";
            case Decision.Waiting _, Decision.QueueFull _, Decision.QueueTimeout _ -> "waits";
        };
    }

    /// A call that will wait.
    @Operation
    public String enter(@Param(name = "session") int number) {
        var decision = table.enter(SESSIONS.get(number), ANNA, START);
        if (decision instanceof Decision.Held(var grant)) {
            grant.usage().end(START);
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

    /// The instances that are being bound answer.
    @Operation
    public void settle(@Param(name = "session") int number) {
        for (var grant : reserved(number)) {
            table.settle(grant, told(heldBy(grant, grant.epoch().value())), START);
        }
    }

    /// The call that was to bind goes away.
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

    /// The time for the instances to confirm what was ended by force is over.
    @Operation
    public void letForcedGo() {
        table.expire(START.plus(Expiry.CONFIRM_WITHIN));
    }

    /// The time for which a session may be idle is over; no lease is.
    @Operation
    public void endIdle() {
        table.expire(START.plus(IDLE).plusMillis(1));
    }

    /// The instances that are being told to end a session confirm it.
    @Operation
    public void confirmEnds() {
        for (var ending : table.ending(START)) {
            var epoch = ending.hold().epoch();
            table.ended(ending.hold(), told(new SlotReport.Free(epoch, epoch.value())), START);
        }
    }

    /// A call goes away before its instance has seen anything of it.
    @Operation
    public void abandon(@Param(name = "session") int number) {
        var grant = table.find(SESSIONS.get(number));
        if (grant != null && grant.usage().begin(START)) {
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

    /// The path of a call, which takes no lock.
    @Operation
    public String call(@Param(name = "session") int number) {
        var grant = table.find(SESSIONS.get(number));
        if (grant == null || !grant.usage().begin(START)) {
            return "none";
        }
        grant.usage().end(START);
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
