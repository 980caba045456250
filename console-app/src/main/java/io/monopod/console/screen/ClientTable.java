package io.monopod.console.screen;

import io.monopod.console.command.Commands;
import io.monopod.console.command.SessionMenu;
import io.monopod.console.control.Controls;
import io.monopod.console.control.Ink;
import io.monopod.console.control.LiveCell;
import io.monopod.console.control.LiveCell.Content;
import io.monopod.console.model.ClientsModel;
import io.monopod.console.snapshot.client.ClientOrder;
import io.monopod.console.snapshot.client.ClientRow;
import io.monopod.console.snapshot.client.SessionRecord;
import io.monopod.console.text.ClientWords;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Plain;
import io.monopod.console.text.Reasons;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.ClientId;

import javafx.collections.ListChangeListener;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// Every client in a row of its own.
final class ClientTable extends TableView<ClientId> {
    private final ClientsModel model;

    /// While rows are replaced, selection changes do not come from the user.
    private boolean replacing;

    ClientTable(ClientsModel model, Commands commands) {
        this.model = model;
        setId("clients");
        getStyleClass().addAll("client-table", "striped", "dense");
        setItems(model.listed());
        setPlaceholder(Controls.label(Texts.text("clients.none-match"), "muted"));
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        setContextMenu(new SessionMenu(commands, this::session));
        addColumns();
        setSortPolicy(table -> sortByModel());
        getSelectionModel().selectedItemProperty().addListener((seen, old, now) -> picked(now));
        model.selected().addListener((seen, old, now) -> select(now));
        model.listed()
                .addListener(
                        (ListChangeListener<ClientId>) change -> select(model.selected().get()));
    }

    private void addColumns() {
        add(ClientOrder.CLIENT, 88, row -> Content.plain(row.view().label()));
        add(ClientOrder.STATE, 98, ClientTable::state);
        add(ClientOrder.POD, 150, row -> Content.plain(row.view().pod()));
        add(ClientOrder.CODE, 190, ClientTable::code);
        add(ClientOrder.MESSAGE, 170, of(Plain::message));
        add(ClientOrder.REASON, 172, of(Answer::reason));
        add(ClientOrder.RETRY, 84, of(last -> Figures.retry(last.retry())));
        add(ClientOrder.ATTEMPTS, 78, row -> Content.plain(Integer.toString(row.view().attempt())));
        add(ClientOrder.CALLS, 60, row -> Content.plain(Integer.toString(row.view().calls())));
        add(ClientOrder.ASSIGN, 90, row -> Content.plain(Figures.duration(row.view().assign())));
        add(ClientOrder.LATENCY, 90, of(last -> Figures.duration(last.latency())));
        add(ClientOrder.WAITED, 90, ClientTable::waited);
        add(ClientOrder.REPLAYS, 74, row -> Content.plain(replays(row.session())));
        add(ClientOrder.ENDED, 170, row -> Content.plain(ended(row.session())));
        add(ClientOrder.SESSION, 170, row -> Content.plain(row.view().session()));
    }

    private String session() {
        ClientId id = getSelectionModel().getSelectedItem();
        ClientRow row = id == null ? null : model.frame().get().client(id);
        return row == null ? "" : row.view().session();
    }

    private static Content state(ClientRow row) {
        return new Content(ClientWords.state(row), Ink.of(row));
    }

    private static Content code(ClientRow row) {
        var code = row.code();
        return code == null ? Content.NOTHING : new Content(Figures.code(code), Ink.of(code));
    }

    private static Content waited(ClientRow row) {
        Duration waited = row.session().waited();
        return waited == null ? Content.NOTHING : Content.plain(Figures.duration(waited));
    }

    private static String replays(SessionRecord record) {
        return record.replays() == 0 ? "" : Integer.toString(record.replays());
    }

    private static String ended(SessionRecord record) {
        return record.end() == null ? "" : Reasons.ofEnd(record.end().reason());
    }

    private static Function<ClientRow, Content> of(Function<Answer, @Nullable String> value) {
        return row -> {
            Answer last = row.view().last();
            return last == null ? Content.NOTHING : Content.plain(value.apply(last));
        };
    }

    private void add(ClientOrder order, double width, Function<ClientRow, Content> content) {
        TableColumn<ClientId, ClientId> column =
                LiveCell.column(
                        Texts.text("column", order),
                        width,
                        model.frame(),
                        id -> {
                            ClientRow row = model.frame().get().client(id);
                            return row == null ? Content.NOTHING : content.apply(row);
                        });
        column.setUserData(order);
        getColumns().add(column);
    }

    /// The model sorts, on its own thread.
    private boolean sortByModel() {
        List<TableColumn<ClientId, ?>> order = getSortOrder();
        if (order.isEmpty()) {
            model.sort(ClientOrder.CLIENT, ClientOrder.Direction.ASCENDING);
        } else if (order.getFirst().getUserData() instanceof ClientOrder by) {
            boolean up = order.getFirst().getSortType() == TableColumn.SortType.ASCENDING;
            model.sort(by, up ? ClientOrder.Direction.ASCENDING : ClientOrder.Direction.DESCENDING);
        }
        return true;
    }

    private void picked(@Nullable ClientId id) {
        if (!replacing && id != null) {
            model.selected().set(id);
        }
    }

    private void select(@Nullable ClientId id) {
        ClientId there = getSelectionModel().getSelectedItem();
        if (id == null) {
            getSelectionModel().clearSelection();
            return;
        }
        int index = getItems().indexOf(id);
        if (!id.equals(there) && index >= 0) {
            replacing = true;
            getSelectionModel().clearAndSelect(index);
            replacing = false;
        }
    }

    /// Scrolls to the selected client.
    void reveal() {
        ClientId id = model.selected().get();
        int index = id == null ? -1 : getItems().indexOf(id);
        if (index >= 0) {
            scrollTo(Math.max(0, index - 3));
        }
    }
}
