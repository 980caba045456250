package io.monopod.console.model.operate;

import io.monopod.console.admin.SessionReport;
import io.monopod.console.model.RowList;
import io.monopod.console.snapshot.Frame;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// All sessions of the gateway, of whatever users.
public final class SessionsModel {
    private final RowList<String> listed = new RowList<>();
    private final Map<String, SessionReport> sessions = new HashMap<>();
    private final StringProperty text = new SimpleStringProperty("");
    private final ObjectProperty<Comparator<SessionReport>> order =
            new SimpleObjectProperty<>(SessionOrder.AGE.comparator().reversed());
    private Frame frame = Frame.EMPTY;

    public SessionsModel() {
        text.addListener((seen, old, now) -> list());
        order.addListener((seen, old, now) -> list());
    }

    /// Passes on what the next frame has.
    public void show(Frame next) {
        boolean changed = next.figures().sessions() != frame.figures().sessions();
        frame = next;
        if (changed) {
            list();
        }
    }

    private void list() {
        String wanted = text.get().strip().toLowerCase(Locale.ROOT);
        sessions.clear();
        List<SessionReport> rows =
                frame.figures().sessions().stream()
                        .filter(each -> wanted.isEmpty() || words(each).contains(wanted))
                        .sorted(order.get())
                        .toList();
        rows.forEach(each -> sessions.put(each.session(), each));
        listed.become(rows.stream().map(SessionReport::session).toList());
    }

    private static String words(SessionReport session) {
        return String.join(" ", session.session(), session.owner(), session.pod(), session.state())
                .toLowerCase(Locale.ROOT);
    }

    /// By their ids.
    public ObservableList<String> listed() {
        return listed;
    }

    /// Null if it has ended.
    public @Nullable SessionReport session(String id) {
        return sessions.get(id);
    }

    /// In an id, a user, an instance or a state.
    public StringProperty text() {
        return text;
    }

    public void sort(SessionOrder by, boolean descending) {
        order.set(descending ? by.comparator().reversed() : by.comparator());
    }
}
