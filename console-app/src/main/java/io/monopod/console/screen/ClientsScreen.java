package io.monopod.console.screen;

import atlantafx.base.controls.CustomTextField;

import io.monopod.console.command.Command;
import io.monopod.console.command.Commands;
import io.monopod.console.control.Controls;
import io.monopod.console.control.EmptyState;
import io.monopod.console.control.Segments;
import io.monopod.console.control.WhileShown;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.service.Activity;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.client.ClientGroup;
import io.monopod.console.snapshot.client.ClientQuery;
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

/// Every client with its state and answers, and the details of the selected one.
public final class ClientsScreen extends VBox {
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

    public ClientsScreen(ConsoleModel model, Commands commands) {
        this.model = model;
        table = new ClientTable(model.clients(), commands);
        details = new ClientDetails(model, commands);
        filters = new FilterBar(model.clients());
        stop = Controls.button("clients.stop", Feather.SQUARE, this::stopSelected, "small");
        stop.setTooltip(Controls.tooltip(Texts.text("clients.stop.hint")));
        empty =
                new EmptyState(
                        "clients.empty",
                        Feather.USERS,
                        Controls.button(
                                "run.overload", Feather.PLAY, commands::runOverload, "accent"),
                        Controls.button(
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
        WhileShown.follow(this, model.frame(), this::show);
    }

    private HBox bar() {
        search.setId("client-search");
        search.setPromptText(Texts.text("clients.search"));
        search.setLeft(Controls.icon(Feather.SEARCH));
        search.setPrefWidth(240);
        search.setMinWidth(120);
        return Controls.row("screen-bar", groups, Controls.spacer(), stop, search);
    }

    private static String words(ClientGroup group) {
        return Texts.text("group", group);
    }

    private void show(Frame frame) {
        for (ClientGroup each : ClientGroup.values()) {
            int count = model.clients().count(each);
            groups.say(each, words(each) + "  " + Figures.count(count));
            groups.offer(each, count > 0 || each == ClientGroup.ALL);
        }
        boolean nobody = frame.clients().isEmpty();
        split.setVisible(!nobody);
        Controls.setShown(empty, nobody);
        stop.setDisable(!(model.activity().get() instanceof Activity.Loading));
    }

    /// Shows a query that was changed elsewhere.
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

    public void find() {
        search.requestFocus();
        search.selectAll();
    }

    public void reveal() {
        table.reveal();
    }
}
