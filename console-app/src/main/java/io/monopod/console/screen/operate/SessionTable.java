package io.monopod.console.screen.operate;

import io.monopod.console.admin.SessionReport;
import io.monopod.console.control.Controls;
import io.monopod.console.control.LiveCell;
import io.monopod.console.control.LiveCell.Content;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.operate.SessionOrder;
import io.monopod.console.model.operate.SessionsModel;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;

import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

import org.kordamp.ikonli.feather.Feather;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// Every session of the gateway in a row of its own.
final class SessionTable extends TableView<String> {
    private final ConsoleModel console;
    private final SessionsModel model;

    SessionTable(ConsoleModel console, Consumer<String> why) {
        this.console = console;
        this.model = console.sessions();
        setId("sessions");
        getStyleClass().addAll("client-table", "striped", "dense");
        setItems(model.listed());
        setPlaceholder(Controls.label(Texts.text("sessions.none"), "muted"));
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        add(SessionOrder.SESSION, 230, (session, now) -> name(session));
        add(SessionOrder.OWNER, 100, (session, now) -> known(session.owner()));
        add(SessionOrder.INSTANCE, 160, (session, now) -> session.pod());
        add(SessionOrder.AGE, 90, (session, now) -> age(session.since(), now));
        add(SessionOrder.IDLE, 90, SessionTable::idle);
        add(SessionOrder.CALLS, 80, (session, now) -> Figures.count(session.calls()));
        add(SessionOrder.OPEN, 80, (session, now) -> Figures.count(session.open()));
        add(SessionOrder.STATE, 90, (session, now) -> session.state());
        setSortPolicy(table -> sortByModel());
        MenuItem explain =
                new MenuItem(Texts.text("why.title"), Controls.icon(Feather.HELP_CIRCLE));
        explain.setOnAction(event -> chosen().stream().findFirst().ifPresent(why));
        setContextMenu(new ContextMenu(explain));
    }

    /// With the name of the client, if it is one of ours.
    private String name(SessionReport session) {
        String name = console.frame().get().nameOf(session.session());
        return name.equals(session.session()) ? name : name + "  (" + session.session() + ")";
    }

    private static String known(String owner) {
        return owner.isEmpty() ? Figures.NONE : owner;
    }

    private static String age(Instant since, Instant now) {
        return Figures.age(Duration.between(since, now));
    }

    private static String idle(SessionReport session, Instant now) {
        Instant use = session.lastUse();
        if (session.open() > 0) {
            return Texts.text("sessions.in-use");
        }
        return use == null ? Figures.NONE : age(use, now);
    }

    private void add(
            SessionOrder order, double width, BiFunction<SessionReport, Instant, String> words) {
        TableColumn<String, String> column =
                LiveCell.column(
                        Texts.text("session", order),
                        width,
                        console.frame(),
                        id -> {
                            SessionReport session = model.session(id);
                            return session == null
                                    ? Content.NOTHING
                                    : Content.plain(
                                            words.apply(session, console.frame().get().at()));
                        });
        column.setUserData(order);
        getColumns().add(column);
    }

    private boolean sortByModel() {
        if (!getSortOrder().isEmpty()
                && getSortOrder().getFirst().getUserData() instanceof SessionOrder by) {
            model.sort(
                    by, getSortOrder().getFirst().getSortType() == TableColumn.SortType.DESCENDING);
        }
        return true;
    }

    List<String> chosen() {
        return List.copyOf(getSelectionModel().getSelectedItems());
    }
}
