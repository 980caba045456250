package io.monopod.console.flow;

import io.monopod.console.control.Controls;
import io.monopod.console.snapshot.client.ClientRow;
import io.monopod.console.text.ClientWords;
import io.monopod.console.text.Figures;
import io.monopod.scenarios.event.ClientId;

import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The clients of a run at stable positions: with text if there is room, as cells otherwise.
final class ClientCrowd extends Region {
    private static final double GAP = 6;

    private final List<ClientChip> chips = new ArrayList<>();
    private final ClientField field = new ClientField();
    private final Tooltip hint = Controls.tooltip("");
    private final Consumer<ClientId> onClick;
    private List<ClientRow> clients = List.of();

    /// @param onClick called with the clicked client
    ClientCrowd(Consumer<ClientId> onClick) {
        this.onClick = onClick;
        getChildren().add(field);
        Tooltip.install(field, hint);
        field.setOnMouseMoved(
                event ->
                        field.at(event.getX(), event.getY())
                                .ifPresent(row -> hint.setText(describe(row))));
        field.setOnMouseClicked(
                event ->
                        field.at(event.getX(), event.getY())
                                .ifPresent(row -> onClick.accept(row.id())));
    }

    private static String describe(ClientRow row) {
        String state = ClientWords.state(row);
        var code = row.code();
        return row.view().label() + ", " + state + (code == null ? "" : ", " + Figures.code(code));
    }

    void show(List<ClientRow> rows) {
        if (rows.size() != clients.size()) {
            requestLayout();
        }
        clients = rows;
        if (fitsInWords()) {
            showChips();
        } else {
            field.show(rows);
        }
    }

    boolean fitsInWords() {
        return clients.size() * (ClientChip.LOWEST + GAP) - GAP <= getHeight();
    }

    private double chipHeight() {
        double room = (getHeight() + GAP) / Math.max(1, clients.size()) - GAP;
        return Math.clamp(Math.floor(room), ClientChip.LOWEST, ClientChip.TALLEST);
    }

    private void showChips() {
        while (chips.size() < clients.size()) {
            ClientChip chip = new ClientChip();
            int index = chips.size();
            chip.setOnMouseClicked(event -> onClick.accept(clients.get(index).id()));
            chip.setFocusTraversable(true);
            chip.setOnKeyPressed(event -> press(event, index));
            chips.add(chip);
            getChildren().add(chip);
        }
        for (int i = 0; i < clients.size(); i++) {
            chips.get(i).show(clients.get(i));
        }
    }

    private void press(KeyEvent event, int index) {
        if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
            event.consume();
            onClick.accept(clients.get(index).id());
        }
    }

    @Override
    protected void layoutChildren() {
        boolean words = fitsInWords();
        if (words) {
            showChips();
        }
        field.setVisible(!words);
        field.resizeRelocate(0, 0, getWidth(), getHeight());
        if (!words) {
            field.show(clients);
        }
        double chipHeight = chipHeight();
        double tall = clients.size() * (chipHeight + GAP) - GAP;
        double top = Math.max(0, (getHeight() - tall) / 2);
        for (int i = 0; i < chips.size(); i++) {
            Node chip = chips.get(i);
            chip.setVisible(words && i < clients.size());
            double y = snapPositionY(top + i * (chipHeight + GAP));
            chip.resizeRelocate(0, y, getWidth(), chipHeight);
        }
    }

    /// The start of this client's line, in this region's coordinates.
    Optional<Point2D> place(int index) {
        if (!fitsInWords()) {
            return field.place(index);
        }
        if (index < 0 || index >= clients.size() || index >= chips.size()) {
            return Optional.empty();
        }
        Node chip = chips.get(index);
        return Optional.of(new Point2D(getWidth(), chip.getLayoutY() + chipHeight() / 2));
    }
}
