package io.monopod.console.screen;

import io.monopod.console.live.Frame;
import io.monopod.console.live.WaitingRoom.Guest;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.RoomModel;
import io.monopod.console.part.Parts;
import io.monopod.console.screen.LiveCell.Content;
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

/// The waiting room: who stands in line for an instance, or what it is if nobody does.
final class RoomPane extends VBox {
    private static final double LOWEST = 200;
    private static final double ROW = 26;
    private static final double HEADER = 36;

    private final ConsoleModel console;
    private final RoomModel model;
    private final Consumer<String> why;
    private final Label told = Parts.label("", "muted");
    private final TableView<String> table = new TableView<>();
    private final VBox nobody;

    /// @param why says why a session is where it is
    RoomPane(ConsoleModel console, Commands commands, Consumer<String> why) {
        this.console = console;
        this.model = console.room();
        this.why = why;
        told.setId("room-told");
        getStyleClass().addAll("card", "table-card", "titled");
        HBox head = new HBox(Parts.title("room.title"), told);
        head.getStyleClass().addAll("card-head", "room-head");
        nobody = nobody(commands);
        fillTable(commands);
        StackPane body = new StackPane(table, nobody);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(head, body);
    }

    private VBox nobody(Commands commands) {
        Label words = Parts.label(Texts.text("room.empty.why"), "muted");
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        Button add =
                Parts.button(
                        "room.add",
                        Feather.USER_PLUS,
                        () -> {
                            console.load().letThemWait();
                            commands.run(Command.ADD_CLIENTS);
                        },
                        "small");
        add.setId("room-add");
        VBox pane = new VBox(words, add);
        pane.getStyleClass().add("room-empty");
        return pane;
    }

    private void fillTable(Commands commands) {
        table.setId("room");
        table.getStyleClass().addAll("dense", "striped", "room");
        table.setItems(model.listed());
        table.setFixedCellSize(ROW);
        add("room.place", 70, guest -> Integer.toString(guest.place().position()));
        add("room.client", 120, Guest::name);
        add("room.since", 90, guest -> Figures.clock(guest.place().since()));
        add("room.waited", 90, guest -> Figures.roughly(model.waited(guest)));
        add("room.expected", 120, RoomPane::expected);
        add("room.owner", 110, guest -> guest.place().owner());
        add("room.session", 220, guest -> guest.place().session());
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

    private static String expected(Guest guest) {
        return Texts.text("room.expected.about", Figures.roughly(guest.place().expected()));
    }

    private void add(String key, double width, Function<Guest, String> words) {
        table.getColumns()
                .add(
                        LiveCell.column(
                                Texts.text(key),
                                width,
                                console.frame(),
                                session -> {
                                    Guest guest = model.guest(session);
                                    return guest == null
                                            ? Content.NOTHING
                                            : Content.plain(words.apply(guest));
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
        boolean anybody = !frame.room().guests().isEmpty();
        told.setText(model.told());
        Parts.setShown(table, anybody);
        table.setPrefHeight(HEADER + ROW * frame.room().guests().size());
        Parts.setShown(nobody, !anybody);
        setMinHeight(anybody ? LOWEST : USE_PREF_SIZE);
        VBox.setVgrow(this, anybody ? Priority.ALWAYS : Priority.NEVER);
    }
}
