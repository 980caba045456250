package io.monopod.console.screen;

import atlantafx.base.controls.CustomTextField;

import io.monopod.console.desk.Activity;
import io.monopod.console.live.ClientGroup;
import io.monopod.console.live.ClientQuery;
import io.monopod.console.live.Frame;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.part.EmptyState;
import io.monopod.console.part.Parts;
import io.monopod.console.part.Segments;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;

import java.util.List;

/// Every client: which, where it stands, what it was told, and all of it for the one that is
/// chosen.
final class ClientsScreen extends VBox {
    private final ConsoleModel model;
    private final ClientTable table;
    private final ClientDetails details;
    private final SplitPane split = new SplitPane();
    private final CustomTextField search = new CustomTextField();
    private final ObjectProperty<ClientGroup> group = new SimpleObjectProperty<>(ClientGroup.ALL);
    private final Segments<ClientGroup> groups =
            new Segments<>(List.of(ClientGroup.values()), ClientsScreen::words, group);
    private final FilterBar filters;
    private final Button stop;
    private final EmptyState empty;

    ClientsScreen(ConsoleModel model, Commands commands) {
        this.model = model;
        table = new ClientTable(model.clients(), commands);
        details = new ClientDetails(model, commands);
        filters = new FilterBar(model.clients());
        stop = Parts.button("clients.stop", Feather.SQUARE, this::stopSelected, "small");
        stop.setTooltip(Parts.tooltip(Texts.text("clients.stop.hint")));
        empty =
                new EmptyState(
                        "clients.empty",
                        Feather.USERS,
                        Parts.button("run.overload", Feather.PLAY, commands::runOverload, "accent"),
                        Parts.button(
                                "command.add-clients",
                                Feather.USER_PLUS,
                                () -> commands.run(Command.ADD_CLIENTS)));
        getStyleClass().add("screen");
        split.getStyleClass().add("client-split");
        split.getItems().add(table);
        StackPane body = new StackPane(split, empty);
        body.getStyleClass().addAll("card", "table-card");
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(bar(), filters, body);
        group.addListener((seen, old, now) -> model.clients().showGroup(now));
        search.textProperty().addListener((seen, old, now) -> model.clients().showText(now));
        model.clients().query().addListener((seen, old, now) -> follow(now));
        model.clients().selected().addListener((seen, old, now) -> showDetails(now != null));
        model.frame().addListener((seen, old, now) -> show(now));
        show(model.frame().get());
    }

    private HBox bar() {
        search.setId("client-search");
        search.setPromptText(Texts.text("clients.search"));
        search.setLeft(Parts.icon(Feather.SEARCH));
        search.setPrefWidth(240);
        search.setMinWidth(120);
        HBox bar = new HBox(groups, Parts.spacer(), stop, search);
        bar.getStyleClass().add("screen-bar");
        return bar;
    }

    private static String words(ClientGroup group) {
        return Texts.text("group", group);
    }

    private void show(Frame frame) {
        for (ClientGroup each : ClientGroup.values()) {
            groups.say(each, words(each) + "  " + Figures.count(model.clients().count(each)));
        }
        boolean nobody = frame.clients().isEmpty();
        split.setVisible(!nobody);
        Parts.setShown(empty, nobody);
        stop.setDisable(!(model.activity().get() instanceof Activity.Loading));
    }

    /// The query may have been changed from elsewhere.
    private void follow(ClientQuery query) {
        group.set(query.group());
        if (query.text().isEmpty() && !search.getText().isBlank()) {
            search.clear();
        }
    }

    private void showDetails(boolean shown) {
        if (shown && !split.getItems().contains(details)) {
            split.getItems().add(details);
            split.setDividerPositions(0.64);
            SplitPane.setResizableWithParent(details, false);
        } else if (!shown) {
            split.getItems().remove(details);
        }
    }

    private void stopSelected() {
        model.runs().stop(List.copyOf(table.getSelectionModel().getSelectedItems()));
    }

    void find() {
        search.requestFocus();
        search.selectAll();
    }

    void reveal() {
        table.reveal();
    }
}
