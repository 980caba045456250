package io.monopod.console.model.operate;

import io.monopod.console.model.RowList;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.Pod;
import io.monopod.console.snapshot.PodState;
import io.monopod.console.text.PodWords;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
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
import java.util.Optional;

/// The list of instances: what is searched, filtered and sorted.
public final class InstancesModel {
    private final RowList<String> listed = new RowList<>();
    private final Map<String, Pod> pods = new HashMap<>();
    private final StringProperty text = new SimpleStringProperty("");
    private final ObjectProperty<Optional<PodState>> state =
            new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<PodOrder> order = new SimpleObjectProperty<>(PodOrder.INSTANCE);
    private final BooleanProperty descending = new SimpleBooleanProperty();
    private Frame frame = Frame.EMPTY;

    public InstancesModel() {
        text.addListener((seen, old, now) -> list());
        state.addListener((seen, old, now) -> list());
        order.addListener((seen, old, now) -> list());
        descending.addListener((seen, old, now) -> list());
    }

    /// Passes on what the next frame has.
    public void show(Frame next) {
        frame = next;
        list();
    }

    private void list() {
        Comparator<Pod> by = order.get().comparator();
        List<Pod> rows =
                frame.pods().stream()
                        .filter(this::matches)
                        .sorted(descending.get() ? by.reversed() : by)
                        .toList();
        pods.clear();
        rows.forEach(pod -> pods.put(pod.name(), pod));
        listed.become(rows.stream().map(Pod::name).toList());
    }

    private boolean matches(Pod pod) {
        String wanted = text.get().strip().toLowerCase(Locale.ROOT);
        return state.get().map(pod.state()::equals).orElse(true)
                && (wanted.isEmpty()
                        || PodWords.search(pod).toLowerCase(Locale.ROOT).contains(wanted));
    }

    /// The names of the listed instances.
    public ObservableList<String> listed() {
        return listed;
    }

    /// The listed instances.
    public List<Pod> pods() {
        return listed.stream().map(this::pod).filter(pod -> pod != null).toList();
    }

    /// Null if it is not listed any more.
    public @Nullable Pod pod(String name) {
        return pods.get(name);
    }

    /// In a name, an address, a session or a client.
    public StringProperty text() {
        return text;
    }

    /// Empty for all.
    public ObjectProperty<Optional<PodState>> state() {
        return state;
    }

    public ObjectProperty<PodOrder> order() {
        return order;
    }

    public BooleanProperty descending() {
        return descending;
    }
}
