package io.monopod.datapath.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class BudgetTest {
    private static final int SIZE = 1200;

    private final Budget budget = new Budget(SIZE, 600);

    @Test
    void singleHolderGetsAtMostHalf() {
        assertThat(takeAll(share(Trust.KNOWN))).isEqualTo(SIZE / 2);
    }

    @Test
    void singleStrangerGetsAtMostHalfOfTheStrangersPart() {
        assertThat(takeAll(share(Trust.STRANGER))).isEqualTo(SIZE / 4);
    }

    @Test
    void strangersCannotTakeTheReserveOfKnownHolders() {
        for (int i = 0; i < 10_000; i++) {
            takeAll(share(Trust.STRANGER));
        }

        assertThat(budget.heldByStrangers()).isEqualTo(600);
        assertThat(share(Trust.STRANGER).tryTake(1)).isFalse();
        assertThat(takeAll(share(Trust.KNOWN))).isEqualTo(300);
    }

    @Test
    void newHolderIsServedBesideGreedyOnes() {
        for (int i = 0; i < 9; i++) {
            takeAll(share(Trust.KNOWN));
        }

        assertThat(share(Trust.KNOWN).tryTake(1)).isTrue();
    }

    @Test
    void strangerThatBecomesKnownMakesRoomForStrangers() {
        var share = share(Trust.STRANGER);
        takeAll(share);

        share.becomeKnown();
        share.becomeKnown();

        assertThat(budget.heldByStrangers()).isZero();
        assertThat(budget.held()).isEqualTo(300);
    }

    @Test
    void shareBeyondItsLimitIsTight() {
        var share = share(Trust.STRANGER);
        share.take(SIZE);

        assertThat(share.isTight()).isTrue();
        assertThat(share.tryTake(1)).isFalse();
        assertThat(budget.refused()).isEqualTo(1);
        share.giveBack(SIZE);
        assertThat(share.isTight()).isFalse();
        assertThat(budget.held()).isZero();
    }

    @Test
    void baseTakesNothingFromTheBudget() {
        var share = new Share(budget, 100, 10, Trust.STRANGER);
        assertThat(share.tryTake(100)).isTrue();
        assertThat(budget.held()).isZero();
        assertThat(share.tryTake(1)).isTrue();
        assertThat(budget.held()).isEqualTo(10);
        share.giveBack(101);
        assertThat(budget.held()).isZero();
    }

    @Test
    void closedShareTakesNothing() {
        var share = share(Trust.KNOWN);
        share.take(10);
        share.close();
        share.close();

        assertThat(share.tryTake(1)).isFalse();
        share.take(100);
        share.giveBack(110);
        assertThat(budget.held()).isZero();
    }

    @Test
    void strangersPartMustNotBeEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Budget(10, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Budget(10, 11));
    }

    /// @param steps each is for one of four holders: the amount that it takes, or gives back if
    ///   negative
    @Property
    void heldAmountStaysWithinBoundsAndReturnsToZero(
            @ForAll @Size(max = 200) List<@IntRange(min = -400, max = 400) Integer> steps) {
        var all = new Budget(SIZE, 600);
        var shares = new ArrayList<Share>();
        for (int i = 0; i < 4; i++) {
            var trust = i % 2 == 0 ? Trust.STRANGER : Trust.KNOWN;
            shares.add(new Share(all, 8 * i, 1 + 16 * i, trust));
        }
        for (int i = 0; i < steps.size(); i++) {
            var share = shares.get(Math.floorMod(steps.get(i) * 31 + i, 4));
            int amount = steps.get(i);
            if (amount >= 0) {
                share.tryTake(amount);
            } else {
                share.giveBack((int) Math.min(-amount, share.used()));
            }
            assertThat(all.held()).isBetween(0L, (long) SIZE);
            assertThat(all.heldByStrangers()).isBetween(0L, 600L);
            if (i == steps.size() / 2) {
                shares.get(0).becomeKnown();
            }
        }
        shares.forEach(Share::close);
        assertThat(all.held()).isZero();
        assertThat(all.heldByStrangers()).isZero();
    }

    private Share share(Trust trust) {
        return new Share(budget, 0, 1, trust);
    }

    private static int takeAll(Share share) {
        int taken = 0;
        while (share.tryTake(1)) {
            taken++;
        }
        return taken;
    }
}
