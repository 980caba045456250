package io.monopod.gateway.table;

import static io.monopod.gateway.table.TableFixture.ANNA;
import static io.monopod.gateway.table.TableFixture.LEASE;
import static io.monopod.gateway.table.TableFixture.START;
import static io.monopod.gateway.table.TableFixture.heldBy;
import static io.monopod.gateway.table.TableFixture.instance;
import static io.monopod.gateway.table.TableFixture.register;
import static io.monopod.gateway.table.TableFixture.session;
import static io.monopod.gateway.table.TableFixture.slotReply;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.Epoch;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SlotReport;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class QuotasTest {
    private static final UserName BOB = new UserName("bob");

    @Test
    void sessionOverQuotaIsRefusedDespiteFreeInstances() {
        var table = table(new Quotas(2, 0));
        registerSix(table);
        hold(table, 1, ANNA);
        hold(table, 2, ANNA);

        assertThat(table.claim(session(3), ANNA, START))
                .isInstanceOfSatisfying(
                        Refusal.UserQuota.class,
                        over -> {
                            assertThat(over.limit()).isEqualTo(2);
                            assertThat(over.used()).isEqualTo(2);
                            assertThat(over.expected()).isPositive();
                        });
        assertThat(table.enter(session(3), ANNA, START)).isInstanceOf(Refusal.UserQuota.class);
        assertThat(table.queue()).isEmpty();
        assertThat(table.claim(session(3), BOB, START)).isInstanceOf(Assignment.Reserved.class);
    }

    @Test
    void bindingSessionCountsUntilItsBindFails() {
        var table = table(new Quotas(1, 0));
        registerSix(table);
        var reserved = reserve(table, 1, ANNA);
        assertThat(table.claim(session(2), ANNA, START)).isInstanceOf(Refusal.UserQuota.class);

        table.settle(reserved, new Reply.NotDone(), START);

        assertThat(table.claim(session(2), ANNA, START)).isInstanceOf(Assignment.Reserved.class);
    }

    @Test
    void endedSessionFreesQuota() {
        var table = table(new Quotas(1, 0));
        registerSix(table);
        var grant = hold(table, 1, ANNA);

        table.end(session(1), EndReason.IDLE, START);
        assertThat(table.claim(session(2), ANNA, START))
                .as("its instance is not free yet")
                .isInstanceOf(Refusal.UserQuota.class);
        table.ended(grant, slotReply(new SlotReport.Free(grant.epoch(), 3)), START);

        assertThat(table.claim(session(2), ANNA, START)).isInstanceOf(Assignment.Reserved.class);
    }

    @Test
    void lostInstanceFreesQuota() {
        var table = table(new Quotas(1, 0));
        registerSix(table);
        var grant = hold(table, 1, ANNA);

        table.lose(grant.instance().id(), LossReason.UNREACHABLE, START);

        assertThat(table.claim(session(1), ANNA, START)).isInstanceOf(Assignment.Reserved.class);
    }

    @Test
    void existingSessionContinuesOverQuota() {
        var table = table(new Quotas(1, 0));
        for (int number = 1; number <= 3; number++) {
            var epoch = new Epoch(number);
            table.register(
                    instance(number), new SlotReport.Held(session(number), ANNA, epoch, 1), START);
        }

        for (int number = 1; number <= 3; number++) {
            assertThat(table.claim(session(number), ANNA, START))
                    .isInstanceOf(Assignment.Held.class);
        }
        assertThat(table.claim(session(4), ANNA, START))
                .isInstanceOfSatisfying(
                        Refusal.UserQuota.class, over -> assertThat(over.used()).isEqualTo(3));
    }

    @Test
    void waitingSessionsCountAgainstTheQuota() {
        var table = table(new Quotas(2, 0));
        register(table, 1);
        var bobs = hold(table, 1, BOB);
        assertThat(table.enter(session(2), ANNA, START)).isInstanceOf(Assignment.Waiting.class);
        assertThat(table.enter(session(3), ANNA, START)).isInstanceOf(Assignment.Waiting.class);

        assertThat(table.enter(session(4), ANNA, START))
                .isEqualTo(new Refusal.UserQuota(2, 2, Duration.ofSeconds(10)));
        assertThat(table.enter(session(3), ANNA, START))
                .as("another call of a waiting session")
                .isInstanceOf(Assignment.Waiting.class);
        table.endedByCall(bobs, AfterEnd.FREE, START);
        assertThat(table.poll(session(2), ANNA, START)).isInstanceOf(Assignment.Reserved.class);
    }

    @Test
    void queuePlaceOverQuotaIsRefused() {
        var table = table(new Quotas(0, 1));
        register(table, 1);
        hold(table, 1, BOB);
        table.enter(session(2), ANNA, START);

        assertThat(table.enter(session(3), ANNA, START))
                .isInstanceOfSatisfying(
                        Refusal.UserQuota.class,
                        over -> {
                            assertThat(over.limit()).isEqualTo(1);
                            assertThat(over.used()).isEqualTo(1);
                        });
        assertThat(table.enter(session(4), BOB, START)).isInstanceOf(Assignment.Waiting.class);
        table.leave(session(2), START);
        assertThat(table.enter(session(3), ANNA, START)).isInstanceOf(Assignment.Waiting.class);
    }

    @Test
    void defaultHasNoQuota() {
        var table = table(Quotas.NONE);
        registerSix(table);

        for (int number = 1; number <= 6; number++) {
            hold(table, number, ANNA);
        }
    }

    /// The session that is told to come again may have an instance that has not reported yet.
    @Test
    void noSessionOverQuotaGetsAPlaceWhileTheGatewayStarts() {
        var table =
                new SessionTable(
                        Rules.from(START, Policy.EXCLUSIVE, LEASE, LEASE)
                                .withQuotas(new Quotas(1, 0)));
        registerSix(table);

        assertThat(table.enter(session(1), ANNA, START)).isInstanceOf(Assignment.Waiting.class);
        assertThat(table.enter(session(2), ANNA, START)).isEqualTo(new Refusal.GatewayStarting());

        var started = START.plus(LEASE);
        assertThat(table.poll(session(1), ANNA, started)).isInstanceOf(Assignment.Reserved.class);
        assertThat(table.enter(session(2), ANNA, started)).isInstanceOf(Refusal.UserQuota.class);
    }

    private static SessionTable table(Quotas quotas) {
        return new SessionTable(
                Rules.from(START, Policy.EXCLUSIVE, LEASE, Duration.ZERO).withQuotas(quotas));
    }

    private static void registerSix(SessionTable table) {
        for (int number = 1; number <= 6; number++) {
            register(table, number);
        }
    }

    private static Grant reserve(SessionTable table, int number, UserName user) {
        return ((Assignment.Reserved) table.claim(session(number), user, START)).grant();
    }

    private static Grant hold(SessionTable table, int number, UserName user) {
        var grant = reserve(table, number, user);
        table.settle(grant, slotReply(heldBy(grant, 2)), START);
        return grant;
    }
}
