package io.monopod.console.screen;

import io.monopod.console.control.Controls;
import io.monopod.console.model.ClientsModel;
import io.monopod.console.snapshot.client.ClientQuery;
import io.monopod.console.text.Figures;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.engine.ContractAnswer;
import io.monopod.scenarios.event.Code;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;

import org.kordamp.ikonli.feather.Feather;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Filters the list by code and pod, and shows the active filters.
final class FilterBar extends HBox {
    private final ClientsModel model;
    private final HBox chosen = new HBox();

    FilterBar(ClientsModel model) {
        this.model = model;
        getStyleClass().add("filter-bar");
        chosen.getStyleClass().add("filter-bar");
        getChildren()
                .addAll(
                        menu("filter.code", "filter-code"),
                        menu("filter.pod", "filter-pod"),
                        chosen);
        model.query().subscribe(this::show);
    }

    private MenuButton menu(String key, String id) {
        MenuButton menu = new MenuButton(Texts.text(key));
        menu.setId(id);
        menu.getStyleClass().add("small");
        menu.getItems().add(new MenuItem(Texts.text("filter.any")));
        menu.setOnShowing(
                event -> menu.getItems().setAll(key.equals("filter.code") ? codes() : pods()));
        return menu;
    }

    private List<MenuItem> codes() {
        List<MenuItem> items = new ArrayList<>();
        items.add(item(Texts.text("filter.any"), () -> model.showCode(null)));
        Arrays.stream(Code.values())
                .filter(code -> model.frame().get().outcomes().calls().containsKey(code))
                .forEach(code -> items.add(item(Figures.code(code), () -> model.showCode(code))));
        return items;
    }

    private List<MenuItem> pods() {
        List<MenuItem> items = new ArrayList<>();
        items.add(item(Texts.text("filter.any"), () -> model.showPod(null)));
        model.pods().forEach(pod -> items.add(item(pod, () -> model.showPod(pod))));
        return items;
    }

    private static MenuItem item(String words, Runnable action) {
        MenuItem item = new MenuItem(words);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }

    private void show(ClientQuery query) {
        List<Node> chips = new ArrayList<>();
        Code code = query.code();
        String pod = query.pod();
        if (code != null) {
            chips.add(chip(Figures.code(code), () -> model.showCode(null)));
        }
        if (query.refusal() >= 0) {
            ContractAnswer refusal = ContractAnswer.all().get(query.refusal());
            chips.add(
                    chip(
                            Texts.text(
                                    "filter.told", Figures.code(refusal.code()), refusal.message()),
                            () -> model.query().set(query.withRefusal(-1))));
        }
        if (pod != null) {
            chips.add(chip(Texts.text("filter.on", pod), () -> model.showPod(null)));
        }
        if (query.isNarrow()) {
            Button all = new Button(Texts.text("filter.clear"));
            all.getStyleClass().addAll("flat", "small");
            all.setOnAction(event -> model.showAll());
            chips.add(all);
        }
        chosen.getChildren().setAll(chips);
    }

    private static Button chip(String words, Runnable remove) {
        Button chip = new Button(words, Controls.icon(Feather.X));
        chip.setMnemonicParsing(false);
        chip.getStyleClass().addAll("small", "filter-chip");
        chip.setAccessibleText(Texts.text("filter.remove", words));
        chip.setOnAction(event -> remove.run());
        return chip;
    }
}
