package io.monopod.console.model;

import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.client.ClientGroup;
import io.monopod.console.snapshot.client.ClientOrder;
import io.monopod.console.snapshot.client.ClientQuery;
import io.monopod.console.snapshot.client.ClientRow;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Code;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The list of clients: its filter, its order and the selected client.
public final class ClientsModel {
    private final RowList<ClientId> listed = new RowList<>();
    private final ObjectProperty<ClientQuery> query =
            new SimpleObjectProperty<>(ClientQuery.EVERYONE);
    private final ObjectProperty<@Nullable ClientId> selected = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<Frame> frame = new ReadOnlyObjectWrapper<>(Frame.EMPTY);

    ClientsModel() {}

    void show(Frame next) {
        frame.set(next);
        listed.become(next.listed().stream().map(ClientRow::id).toList());
    }

    /// The frame behind the list and the details. It changes with every frame; the list of keys
    /// changes only when rows are added, removed or moved.
    public ReadOnlyObjectProperty<Frame> frame() {
        return frame.getReadOnlyProperty();
    }

    public ObservableList<ClientId> listed() {
        return listed;
    }

    public ObjectProperty<ClientQuery> query() {
        return query;
    }

    public ObjectProperty<@Nullable ClientId> selected() {
        return selected;
    }

    /// How many clients are in a group.
    public int count(ClientGroup group) {
        return frame.get().story().count(group);
    }

    /// The pods that any client has used.
    public List<String> pods() {
        return frame.get().clients().stream()
                .map(row -> row.view().pod())
                .filter(pod -> pod != null)
                .distinct()
                .sorted()
                .toList();
    }

    public void showGroup(ClientGroup group) {
        query.set(query.get().inGroup(group));
    }

    public void showCode(@Nullable Code code) {
        query.set(query.get().withCode(code).withRefusal(-1));
    }

    /// Shows only clients that received this entry of the contract's table.
    public void showRefusal(int index) {
        query.set(everyone().withRefusal(index));
    }

    public void showPod(@Nullable String pod) {
        query.set(query.get().onPod(pod));
    }

    public void showText(String text) {
        query.set(query.get().withText(text));
    }

    public void showAll() {
        query.set(everyone());
    }

    public void sort(ClientOrder order, ClientOrder.Direction direction) {
        query.set(query.get().sorted(order, direction));
    }

    /// Selects a client, even if the filters hide it.
    public void showClient(ClientId client) {
        ClientRow row = frame.get().client(client);
        if (row != null && !frame.get().listed().contains(row)) {
            showAll();
        }
        selected.set(client);
    }

    private ClientQuery everyone() {
        return ClientQuery.EVERYONE.sorted(query.get().order(), query.get().direction());
    }
}
