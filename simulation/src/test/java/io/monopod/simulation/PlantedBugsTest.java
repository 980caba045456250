package io.monopod.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.table.Acquisition;
import io.monopod.gateway.table.Quotas;
import io.monopod.gateway.table.Rules;
import io.monopod.gateway.table.SessionTable;
import io.monopod.gateway.table.UnfairWaitingRoom;
import io.monopod.proto.control.v1.SlotReport;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Tests the simulator: it must find each of these planted bugs.
class PlantedBugsTest {
    private static final int WORLDS = 300;
    private static final int STEPS = 5_000;

    @Test
    void findsMissingEpochCheck() {
        var bug =
                new Seams() {
                    @Override
                    public InstanceSlot slot(InstanceSlot real) {
                        return new SlotWithoutEpochCheck(real);
                    }
                };

        assertThat(firstFailure(bug)).contains("under a grant that is over");
    }

    @Test
    void findsReleaseWithoutConfirmedBind() {
        var bug =
                new Seams() {
                    @Override
                    public Reply toBind(Reply reply) {
                        return reply instanceof Reply.Unknown ? new Reply.NotDone() : reply;
                    }
                };

        assertThat(firstFailure(bug))
                .containsAnyOf("one session holds two instances", "an old grant was bound");
    }

    @Test
    void findsReleaseWithoutConfirmedEnd() {
        var bug =
                new Seams() {
                    @Override
                    public void toEnd(SessionTable table, Hold hold, Reply reply, Instant now) {
                        if (reply instanceof Reply.Unknown && hold instanceof Grant grant) {
                            table.endedByCall(grant, AfterEnd.FREE, now);
                        } else {
                            table.ended(hold, reply, now);
                        }
                    }
                };

        assertThat(firstFailure(bug))
                .containsAnyOf(
                        "one session holds two instances",
                        "a session is placed while another instance has it",
                        "the table does not agree");
    }

    @Test
    void findsSkippedQueueHead() {
        var bug =
                new Seams() {
                    @Override
                    public SessionTable table(Rules rules, Runnable onEvents) {
                        return UnfairWaitingRoom.table(rules, onEvents);
                    }
                };

        assertThat(firstFailure(bug)).contains("out of turn");
    }

    @Test
    void findsReservationLeakOfCancelledCall() {
        var bug =
                new Seams() {
                    @Override
                    public void cancel(Acquisition acquisition, Instant now) {}
                };

        assertThat(firstFailure(bug)).containsAnyOf("nobody owns", "has left", "does not agree");
    }

    @Test
    void findsPlacementBeforeInstancesReported() {
        var bug =
                withRules(
                        rules ->
                                new Rules(
                                        rules.policy(),
                                        rules.lease(),
                                        rules.start(),
                                        Duration.ZERO,
                                        rules.epochsAbove(),
                                        rules.places(),
                                        rules.sessionIdle(),
                                        rules.quotas()));

        assertThat(firstFailure(bug)).contains("a session is placed while another instance has it");
    }

    @Test
    void findsIdleEndTooEarly() {
        var bug = withRules(rules -> rules.withSessionIdle(rules.sessionIdle().minusMillis(300)));

        assertThat(firstFailure(bug)).contains("a session ends without a cause: [IDLE");
    }

    @Test
    void findsExceededUserQuota() {
        var bug = withRules(rules -> rules.withQuotas(Quotas.NONE));

        assertThat(firstFailure(bug)).contains("than one user may have");
    }

    @Test
    void findsLeaseExpiryTooEarly() {
        var bug = withRules(rules -> withLease(rules, rules.lease().minusMillis(300)));

        assertThat(firstFailure(bug)).contains("an instance is lost without a cause");
    }

    @Test
    void findsLeaseExpiryTooLate() {
        var bug = withRules(rules -> withLease(rules, rules.lease().plusMillis(300)));

        assertThat(firstFailure(bug)).contains("an instance is not lost although it is silent");
    }

    private static Seams withRules(UnaryOperator<Rules> change) {
        return new Seams() {
            @Override
            public SessionTable table(Rules rules, Runnable onEvents) {
                return new SessionTable(change.apply(rules), onEvents);
            }
        };
    }

    private static Rules withLease(Rules rules, Duration lease) {
        return new Rules(
                rules.policy(),
                lease,
                rules.start(),
                rules.startGrace(),
                rules.epochsAbove(),
                rules.places(),
                rules.sessionIdle(),
                Quotas.NONE);
    }

    private static String firstFailure(Seams bug) {
        for (long seed = 1; seed <= WORLDS; seed++) {
            try {
                Simulation.run(seed, STEPS, bug);
            } catch (SimulationFailed found) {
                return String.valueOf(found.getMessage());
            }
        }
        return "nothing was found";
    }

    /// Treats every call as one without an epoch.
    private record SlotWithoutEpochCheck(InstanceSlot real) implements InstanceSlot {
        @Override
        public Door enter(SessionId session, UserName user, Optional<Epoch> stamp) {
            return real.enter(session, user, Optional.empty());
        }

        @Override
        public Door enterToEnd(SessionId session, UserName user, Optional<Epoch> stamp) {
            return real.enterToEnd(session, user, Optional.empty());
        }

        @Override
        public void open() {
            real.open();
        }

        @Override
        public void retire() {
            real.retire();
        }

        @Override
        public void fence(Epoch granted) {
            real.fence(granted);
        }

        @Override
        public SlotReport report() {
            return real.report();
        }

        @Override
        public SlotReport bind(SessionId session, Epoch epoch, UserName owner) {
            return real.bind(session, epoch, owner);
        }

        @Override
        public EndStep beginEnd(SessionId session, Epoch epoch) {
            return real.beginEnd(session, epoch);
        }

        @Override
        public void finishEnd(String reason) {
            real.finishEnd(reason);
        }
    }
}
