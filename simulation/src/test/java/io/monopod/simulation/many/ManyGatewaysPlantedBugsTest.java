package io.monopod.simulation.many;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;

import io.monopod.proto.store.v1.AcquireRequest;
import io.monopod.simulation.SimulationFailed;

import org.junit.jupiter.api.Test;

/// Tests the simulator: it must find each of these planted bugs.
class ManyGatewaysPlantedBugsTest {
    private static final int WORLDS = 300;
    private static final int STEPS = 10_000;

    @Test
    void findsTransactionWithoutTerm() {
        var bug =
                new Seams() {
                    @Override
                    public boolean checksTerm() {
                        return false;
                    }
                };

        assertThat(firstFailure(bug, 35)).isNotEqualTo("nothing was found");
    }

    @Test
    void findsLeasedClaim() {
        var bug =
                new Seams() {
                    @Override
                    public boolean leasesClaims() {
                        return true;
                    }
                };

        assertThat(firstFailure(bug, 6)).isNotEqualTo("nothing was found");
    }

    @Test
    void findsBindBeforeCommit() {
        var bug =
                new Seams() {
                    @Override
                    public boolean bindsBeforeCommit() {
                        return true;
                    }
                };

        assertThat(firstFailure(bug, 20)).isNotEqualTo("nothing was found");
    }

    @Test
    void findsLeaderThatForgetsTheClaims() {
        var bug =
                new Seams() {
                    @Override
                    public boolean forgetsClaims() {
                        return true;
                    }
                };

        assertThat(firstFailure(bug, 2)).isNotEqualTo("nothing was found");
    }

    @Test
    void findsWaiterThatLosesItsPlace() {
        var bug =
                new Seams() {
                    @Override
                    public AcquireRequest request(AcquireRequest real) {
                        return real.toBuilder().setWaited(Duration.getDefaultInstance()).build();
                    }
                };

        assertThat(firstFailure(bug, 5)).contains("a place in line is lost with its leader");
    }

    @Test
    void findsPartitionOfWhichBothSidesServe() {
        var bug = cutOff(Seams.CutOff.SERVE);

        assertThat(firstFailure(bug, 50)).satisfies(ManyGatewaysPlantedBugsTest::bothServe);
    }

    @Test
    void findsSessionsThatStopWithTheStore() {
        var bug = cutOff(Seams.CutOff.STOP);

        assertThat(firstFailure(bug, 22)).contains("a session stops although gateways are there");
    }

    @Test
    void findsTransactionThatTakesEffectTwice() {
        var bug =
                new Seams() {
                    @Override
                    public boolean numbersTransactions() {
                        return false;
                    }
                };

        assertThat(firstFailure(bug, 70)).contains("the claims are not what instances hold");
    }

    @Test
    void findsInstanceThatIsVouchedForWithoutAClaim() {
        assertThat(firstFailure(without(Seams.Evidence.CLAIM), 1_514))
                .satisfies(ManyGatewaysPlantedBugsTest::bothServe);
    }

    @Test
    void findsGatewayThatVouchesThoughOthersHaveHeardMore() {
        assertThat(firstFailure(without(Seams.Evidence.LATEST), 3_049))
                .satisfies(ManyGatewaysPlantedBugsTest::bothServe);
    }

    @Test
    void findsGatewayThatForgetsThoseThatWereCutOff() {
        assertThat(firstFailure(without(Seams.Evidence.LEFT), 739))
                .satisfies(ManyGatewaysPlantedBugsTest::bothServe);
    }

    @Test
    void findsGatewayThatDoesNotHearOfThoseThatHadLeft() {
        assertThat(firstFailure(without(Seams.Evidence.LEFT_BEFORE), 41_186))
                .satisfies(ManyGatewaysPlantedBugsTest::bothServe);
    }

    @Test
    void findsGatewayThatBelievesEveryRefusedConnection() {
        assertThat(firstFailure(without(Seams.Evidence.SEEN_DYING), 16_375))
                .satisfies(ManyGatewaysPlantedBugsTest::bothServe);
    }

    /// Two instances serve one session.
    private static void bothServe(String failure) {
        assertThat(failure)
                .containsAnyOf(
                        "a session is served where it was before", "one session on two instances");
    }

    private static Seams without(Seams.Evidence missing) {
        return new Seams() {
            @Override
            public boolean needs(Evidence part) {
                return part != missing;
            }
        };
    }

    private static Seams cutOff(Seams.CutOff rule) {
        return new Seams() {
            @Override
            public CutOff cutOff() {
                return rule;
            }
        };
    }

    /// @param from the first seed; one that is known to find it saves time
    private static String firstFailure(Seams bug, long from) {
        for (long seed = from; seed < from + WORLDS; seed++) {
            try {
                Simulation.run(seed, STEPS, bug);
            } catch (SimulationFailed found) {
                return String.valueOf(found.getMessage());
            }
        }
        return "nothing was found";
    }
}
