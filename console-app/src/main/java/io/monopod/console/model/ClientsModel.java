package io.monopod.console.model;

import io.monopod.console.live.ClientGroup;
import io.monopod.console.live.ClientOrder;
import io.monopod.console.live.ClientQuery;
import io.monopod.console.live.ClientRow;
import io.monopod.console.live.Frame;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Code;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The list of clients: which are listed, in which order, and the one that is looked at.
public final class ClientsModel {
    private final RowList<ClientId> listed = new RowList<>();
    private final ObjectProperty<ClientQuery> query =
            new SimpleObjectProperty<>(ClientQuery.EVERYONE);
    private final ObjectProperty<@Nullable ClientId> selected = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<Frame> frame = new ReadOnlyObjectWrapper<>(Frame.EMPTY);

    /// What has been asked for last, for the thread that takes the frames.
    private volatile Frame.Wish wish = Frame.Wish.STANDARD;

    ClientsModel() {
        query.addListener((seen, old, now) -> noteWish());
        selected.addListener((seen, old, now) -> noteWish());
    }

    private void noteWish() {
        wish = new Frame.Wish(query.get(), selected.get());
    }

    Frame.Wish wish() {
        return wish;
    }

    void show(Frame next) {
        frame.set(next);
        listed.become(next.listed().stream().map(ClientRow::id).toList());
    }

    /// What the list and the details are drawn from. Changes with every frame; the list of the
    /// keys, only when rows come, go or move.
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
        return frame.get().counts().getOrDefault(group, 0);
    }

    /// Those that any client was on, or is.
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

    /// Only those that got this entry of the contract's table.
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

    /// Looks at one client, whatever the filters hide.
    public void look(ClientId client) {
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
