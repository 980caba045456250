package io.monopod.console.model;

import javafx.collections.ObservableListBase;

import java.util.List;

/// A list of row keys for a control. It changes only when rows are added, removed or moved, not
/// when their content changes, so the control keeps its selection and scroll position.
public final class RowList<T> extends ObservableListBase<T> {
    private List<T> rows = List.of();

    @Override
    public T get(int index) {
        return rows.get(index);
    }

    @Override
    public int size() {
        return rows.size();
    }

    /// Changes the content by the smallest change that is cheap to find: rows appended at the end
    /// and removed at the front, or everything.
    ///
    /// @param next must not change later
    public void become(List<T> next) {
        if (next.equals(rows)) {
            return;
        }
        int dropped = next.isEmpty() ? rows.size() : rows.indexOf(next.getFirst());
        int kept = rows.size() - dropped;
        boolean slid =
                dropped >= 0
                        && kept <= next.size()
                        && rows.subList(dropped, rows.size()).equals(next.subList(0, kept));
        beginChange();
        List<T> before = rows;
        rows = next;
        if (slid) {
            if (dropped > 0) {
                nextRemove(0, before.subList(0, dropped));
            }
            if (kept < next.size()) {
                nextAdd(kept, next.size());
            }
        } else {
            nextReplace(0, next.size(), before);
        }
        endChange();
    }
}
