package io.monopod.console.screen.operate;

import io.monopod.console.command.Command;
import io.monopod.console.command.Commands;
import io.monopod.console.command.SessionMenu;
import io.monopod.console.control.Controls;
import io.monopod.console.control.LiveCell;
import io.monopod.console.control.LiveCell.Content;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.RoomModel;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.WaitingRoom.Entry;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

import java.util.function.Consumer;
import java.util.function.Function;

/// The waiting room: the sessions in line, or an explanation if it is empty.
final class RoomPane extends VBox {
    private static final double LOWEST = 200;
    private static final double ROW = 26;
    private static final double HEADER = 36;

    private final ConsoleModel console;
    private final RoomModel model;
    private final Consumer<String> why;
    private final Label summary = Controls.label("", "muted");
    private final TableView<String> table = new TableView<>();
    private final VBox nobody;

    /// @param why explains why a session is where it is
    RoomPane(ConsoleModel console, Commands commands, Consumer<String> why) {
        this.console = console;
        this.model = console.room();
        this.why = why;
        summary.setId("room-told");
        getStyleClass().addAll("card", "table-card", "titled");
        HBox head = new HBox(Controls.title("room.title"), summary);
        head.getStyleClass().addAll("card-head", "room-head");
        nobody = nobody(commands);
        fillTable(commands);
        StackPane body = new StackPane(table, nobody);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(head, body);
    }

    private VBox nobody(Commands commands) {
        Label words = Controls.wrapped(Texts.text("room.empty.why"), "muted");
        Button add =
                Controls.button(
                        "room.add",
                        Feather.USER_PLUS,
                        () -> {
                            console.load().setDefaultWait();
                            commands.run(Command.ADD_CLIENTS);
                        },
                        "small");
        add.setId("room-add");
        return Controls.column("room-empty", words, add);
    }

    private void fillTable(Commands commands) {
        table.setId("room");
        table.getStyleClass().addAll("dense", "striped", "room");
        table.setItems(model.listed());
        table.setFixedCellSize(ROW);
        add("room.place", 70, entry -> Integer.toString(entry.place().position()));
        add("room.client", 120, Entry::name);
        add("room.since", 90, entry -> Figures.clock(entry.place().since()));
        add("room.waited", 90, entry -> Figures.roughly(model.waited(entry)));
        add("room.expected", 120, RoomPane::expected);
        add("room.owner", 110, entry -> entry.place().owner());
        add("room.session", 220, entry -> entry.place().session());
        table.getColumns().forEach(column -> column.setSortable(false));
        table.getSelectionModel()
                .selectedItemProperty()
                .addListener((seen, old, now) -> model.selected().set(now));
        table.setContextMenu(
                new SessionMenu(commands, () -> String.valueOf(model.selected().get())));
        table.setRowFactory(each -> row());
        table.setOnKeyPressed(
                event -> {
                    String session = model.selected().get();
                    if (event.getCode() == KeyCode.ENTER && session != null) {
                        why.accept(session);
                    }
                });
    }

    private static String expected(Entry entry) {
        return Texts.text("room.expected.about", Figures.roughly(entry.place().expected()));
    }

    private void add(String key, double width, Function<Entry, String> words) {
        table.getColumns()
                .add(
                        LiveCell.column(
                                Texts.text(key),
                                width,
                                console.frame(),
                                session -> {
                                    Entry entry = model.entry(session);
                                    return entry == null
                                            ? Content.NOTHING
                                            : Content.plain(words.apply(entry));
                                }));
    }

    private TableRow<String> row() {
        TableRow<String> row = new TableRow<>();
        row.setOnMouseClicked(
                event -> {
                    if (event.getClickCount() == 2 && row.getItem() != null) {
                        why.accept(row.getItem());
                    }
                });
        return row;
    }

    void show(Frame frame) {
        boolean anybody = !frame.room().waiting().isEmpty();
        summary.setText(model.summary());
        Controls.setShown(table, anybody);
        table.setPrefHeight(HEADER + ROW * frame.room().waiting().size());
        Controls.setShown(nobody, !anybody);
        setMinHeight(anybody ? LOWEST : USE_PREF_SIZE);
        VBox.setVgrow(this, anybody ? Priority.ALWAYS : Priority.NEVER);
    }
}
