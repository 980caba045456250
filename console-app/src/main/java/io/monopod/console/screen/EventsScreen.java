package io.monopod.console.screen;

import atlantafx.base.controls.CustomTextField;

import io.monopod.console.live.EventLine;
import io.monopod.console.live.Happening.Topic;
import io.monopod.console.live.LogLine;
import io.monopod.console.model.ConsoleModel;
import io.monopod.console.model.EventsModel;
import io.monopod.console.part.Parts;
import io.monopod.console.part.Segments;
import io.monopod.console.text.Texts;

import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

import java.util.Arrays;
import java.util.List;

/// What happened in words, in order; and what the processes of the local system wrote.
final class EventsScreen extends VBox {
    private final EventsModel model;
    private final ObjectProperty<Source> source = new SimpleObjectProperty<>(Source.EVENTS);
    private final ToggleButton follow =
            new ToggleButton(Texts.text("events.follow"), Parts.icon(Feather.CHEVRONS_DOWN));
    private final CustomTextField search = new CustomTextField();

    private enum Source {
        EVENTS,
        OUTPUT
    }

    EventsScreen(ConsoleModel console) {
        model = console.events();
        getStyleClass().add("screen");
        ListView<EventLine> events = followed(new ListView<>(model.events()), "events");
        events.setCellFactory(each -> new EventCells.OfEvent());
        ListView<LogLine> log = followed(new ListView<>(model.log()), "log");
        log.setCellFactory(each -> new EventCells.OfLog());
        HBox topics = topics();
        HBox processes = processes();
        follow.setSelected(true);
        follow.setTooltip(Parts.tooltip(Texts.text("events.follow.hint")));
        search.setPromptText(Texts.text("events.search"));
        search.setLeft(Parts.icon(Feather.SEARCH));
        search.textProperty().bindBidirectional(model.text());
        Segments<Source> sources =
                new Segments<>(
                        List.of(Source.values()),
                        each -> Texts.text("events.source", each),
                        source);
        HBox bar = new HBox(sources, topics, processes, Parts.spacer(), follow, search);
        bar.getStyleClass().add("screen-bar");
        StackPane body = new StackPane(events, log);
        body.getStyleClass().addAll("card", "table-card");
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(bar, body);
        source.addListener((seen, old, now) -> show(events, log, topics, processes));
        show(events, log, topics, processes);
    }

    private void show(ListView<?> events, ListView<?> log, HBox topics, HBox processes) {
        boolean isEvents = source.get() == Source.EVENTS;
        Parts.setShown(events, isEvents);
        Parts.setShown(topics, isEvents);
        Parts.setShown(log, !isEvents);
        Parts.setShown(processes, !isEvents);
    }

    /// Keeps the newest line in sight until a person scrolls.
    private <T> ListView<T> followed(ListView<T> list, String id) {
        list.setId(id);
        list.getStyleClass().addAll("line-list", "edge-to-edge", "dense");
        list.setPlaceholder(Parts.label(Texts.text(id + ".empty"), "muted"));
        list.getItems().addListener((InvalidationListener) seen -> scrollToEnd(list));
        follow.selectedProperty().addListener((seen, old, now) -> scrollToEnd(list));
        list.setOnScroll(
                event -> follow.setSelected(follow.isSelected() && event.getDeltaY() <= 0));
        return list;
    }

    private void scrollToEnd(ListView<?> list) {
        if (follow.isSelected() && !list.getItems().isEmpty()) {
            list.scrollTo(list.getItems().size() - 1);
        }
    }

    private HBox topics() {
        ObjectProperty<TopicChoice> chosen = new SimpleObjectProperty<>(TopicChoice.ALL);
        chosen.addListener((seen, old, now) -> model.topic().set(now.topic()));
        return new HBox(
                new Segments<>(
                        List.of(TopicChoice.values()), each -> Texts.text("topic", each), chosen));
    }

    private enum TopicChoice {
        ALL,
        RUN,
        CLIENTS,
        INSTANCES,
        SYSTEM;

        @Nullable Topic topic() {
            return Arrays.stream(Topic.values())
                    .filter(topic -> topic.name().equals(name()))
                    .findFirst()
                    .orElse(null);
        }
    }

    private HBox processes() {
        ComboBox<String> box = new ComboBox<>();
        String all = Texts.text("events.all-processes");
        box.getItems().setAll(all);
        box.setValue(all);
        box.setAccessibleText(all);
        box.setOnShowing(
                event -> {
                    String chosen = box.getValue();
                    box.getItems().setAll(all);
                    box.getItems().addAll(model.processes());
                    box.setValue(chosen);
                });
        box.valueProperty()
                .addListener(
                        (seen, old, now) ->
                                model.process().set(now == null || now.equals(all) ? null : now));
        return new HBox(box);
    }

    void find() {
        search.requestFocus();
        search.selectAll();
    }
}
