package io.monopod.instance.slot;

import io.monopod.config.Secret;
import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/// Concurrent operations on a slot have results that some sequential order also gives: Lincheck
/// compares them with the same slot used by one thread.
@Param(name = "session", gen = IntGen.class, conf = "0:1")
@Param(name = "epoch", gen = IntGen.class, conf = "1:3")
public class SessionSlotConcurrencyTest {
    private static final UserName ANN = new UserName("ann");
    private static final Secret PROOF = new Secret("a proof or a token");

    // Created once: Lincheck may switch threads at every step within an operation.
    private static final List<SessionId> SESSIONS = List.of(new SessionId("a"), new SessionId("b"));
    private static final List<Caller> DIRECT =
            SESSIONS.stream().map(session -> Caller.direct(session, ANN, PROOF)).toList();

    private final SessionSlot slot = new SessionSlot(AfterSession.REUSE);

    public SessionSlotConcurrencyTest() {
        slot.open();
    }

    @Operation
    public String bind(@Param(name = "session") int session, @Param(name = "epoch") int epoch) {
        return slot.bind(
                        new SlotState.Holder(
                                SESSIONS.get(session), new Epoch(epoch), Optional.of(ANN), PROOF))
                .toString();
    }

    @Operation
    public String callDirectly(@Param(name = "session") int session) {
        return slot.enter(DIRECT.get(session)).toString();
    }

    @Operation
    public String callToEnd(@Param(name = "session") int session) {
        return slot.enterToEnd(DIRECT.get(session)).toString();
    }

    @Operation
    public String beginEnd(@Param(name = "session") int session, @Param(name = "epoch") int epoch) {
        return slot.beginEnd(SESSIONS.get(session), new Epoch(epoch)).toString();
    }

    @Operation
    public String finishEnd() {
        return slot.finishEnd("shutdown").toString();
    }

    @Operation
    public void retire() {
        slot.retire();
    }

    @Test
    void isLinearizable() {
        new ModelCheckingOptions()
                .iterations(10)
                .invocationsPerIteration(200)
                .actorsBefore(2)
                .threads(2)
                .actorsPerThread(3)
                .actorsAfter(1)
                .check(SessionSlotConcurrencyTest.class);
    }
}
