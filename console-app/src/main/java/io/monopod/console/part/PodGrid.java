package io.monopod.console.part;

import io.monopod.console.live.Pod;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Instances side by side, a tile each, as many in a row as fit; a tile stays the same node for as
/// long as its instance is known.
public final class PodGrid extends ScrollPane {
    private static final double GAP = 8;

    private final Map<String, PodTile> tiles = new HashMap<>();
    private final TilePane pane = new TilePane(GAP, GAP);
    private final VBox middle = new VBox(pane);
    private final PodTile.Actions actions;
    private final double narrowest;
    private final Fill fill;
    private List<String> order = List.of();

    /// Which way tiles go first.
    public enum Fill {
        /// Below each other, for as long as no scrolling is needed.
        DOWN,
        ACROSS
    }

    /// @param narrowest how narrow a tile may be
    public PodGrid(PodTile.Actions actions, double narrowest, Fill fill) {
        this.actions = actions;
        this.narrowest = narrowest;
        this.fill = fill;
        getStyleClass().addAll("pod-grid", "edge-to-edge");
        middle.getStyleClass().add("pod-grid-middle");
        setContent(middle);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setMinSize(0, 0);
        pane.setMinSize(0, 0);
        // Or it would measure every tile whenever a word in one changes.
        pane.setPrefTileHeight(PodTile.HEIGHT);
        if (fill == Fill.ACROSS) {
            setMaxHeight(USE_PREF_SIZE);
        }
        viewportBoundsProperty().addListener((seen, old, bounds) -> fit());
    }

    public void show(List<Pod> pods) {
        Set<String> known = new HashSet<>();
        for (Pod pod : pods) {
            known.add(pod.name());
            PodTile tile = tiles.get(pod.name());
            if (tile == null) {
                tiles.put(pod.name(), new PodTile(pod, actions));
            } else {
                tile.show(pod);
            }
        }
        tiles.keySet().retainAll(known);
        List<String> next = pods.stream().map(Pod::name).toList();
        if (!next.equals(order)) {
            order = next;
            pane.getChildren().setAll(next.stream().map(this::tile).toList());
        }
        fit();
    }

    private PodTile tile(String pod) {
        PodTile tile = tiles.get(pod);
        if (tile == null) {
            throw new IllegalArgumentException("no tile of " + pod);
        }
        return tile;
    }

    /// Never tiles that are too narrow.
    private void fit() {
        double width = getViewportBounds().getWidth();
        double height = getViewportBounds().getHeight();
        if (width > 0 && height > 0) {
            int most = (int) Math.max(1, (width + GAP) / (narrowest + GAP));
            int rows = (int) Math.max(1, (height + GAP) / (PodTile.HEIGHT + GAP));
            int columns =
                    switch (fill) {
                        case DOWN -> Math.clamp(Math.ceilDiv(order.size(), rows), 1, most);
                        case ACROSS -> most;
                    };
            pane.setPrefColumns(columns);
            pane.setPrefTileWidth(Math.floor((width - GAP * (columns - 1)) / columns));
            // In the middle of what room there is; those that go across begin at the top.
            middle.setMinHeight(fill == Fill.DOWN ? height : 0);
            if (fill == Fill.ACROSS) {
                // Two rows are always in sight, if there are two.
                int shown = Math.min(2, Math.ceilDiv(order.size(), columns));
                setMinHeight(shown * (PodTile.HEIGHT + GAP));
            }
        }
    }

    /// Where a line to this instance ends, in the coordinates of `viewer`; a tile out of sight is
    /// where it would come in.
    Optional<Point2D> place(String pod, Region viewer) {
        PodTile tile = tiles.get(pod);
        if (tile == null || tile.getScene() == null) {
            return Optional.empty();
        }
        Bounds bounds = viewer.sceneToLocal(tile.localToScene(tile.getLayoutBounds()));
        Bounds window = viewer.sceneToLocal(localToScene(getLayoutBounds()));
        double y = Math.clamp(bounds.getCenterY(), window.getMinY(), window.getMaxY());
        return Optional.of(new Point2D(bounds.getMinX(), y));
    }
}
