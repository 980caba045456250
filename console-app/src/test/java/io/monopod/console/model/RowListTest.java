package io.monopod.console.model;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class RowListTest {
    private final RowList<Integer> rows = new RowList<>();
    private final List<String> changes = new ArrayList<>();

    RowListTest() {
        rows.addListener(
                (ListChangeListener<Integer>)
                        change -> {
                            while (change.next()) {
                                changes.add(
                                        "-"
                                                + change.getRemovedSize()
                                                + " +"
                                                + change.getAddedSize()
                                                + " at "
                                                + change.getFrom());
                            }
                        });
    }

    @Test
    void sameRowsAreNoChange() {
        rows.become(List.of(1, 2));
        changes.clear();

        rows.become(List.of(1, 2));

        assertThat(changes).isEmpty();
    }

    @Test
    void rowsAreAppended() {
        rows.become(List.of(1, 2));
        rows.become(List.of(1, 2, 3, 4));

        assertThat(changes).containsExactly("-0 +2 at 0", "-0 +2 at 2");
    }

    @Test
    void slidingWindowRemovesAtFrontAndAppends() {
        rows.become(List.of(1, 2, 3));
        changes.clear();

        rows.become(List.of(2, 3, 4));

        assertThat(changes).containsExactly("-1 +0 at 0", "-0 +1 at 2");
    }

    @Property
    void changesReproduceTheRows(@ForAll List<List<Integer>> steps) {
        RowList<Integer> list = new RowList<>();
        List<Integer> mirror = new ArrayList<>();
        list.addListener((ListChangeListener<Integer>) change -> follow(change, mirror));

        for (List<Integer> step : steps) {
            list.become(List.copyOf(step));
            assertThat(mirror).isEqualTo(step);
        }
    }

    private static void follow(
            ListChangeListener.Change<? extends Integer> change, List<Integer> to) {
        while (change.next()) {
            to.subList(change.getFrom(), change.getFrom() + change.getRemovedSize()).clear();
            ObservableList<? extends Integer> list = change.getList();
            to.addAll(change.getFrom(), list.subList(change.getFrom(), change.getTo()));
        }
    }
}
