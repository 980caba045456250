package io.monopod.console.flow;

import io.monopod.console.snapshot.Pod;

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

/// Instances as a grid of tiles. An instance keeps its node while it is known.
public final class PodGrid extends ScrollPane {
    private static final double GAP = 8;

    private final Map<String, PodTile> tiles = new HashMap<>();
    private final TilePane pane = new TilePane(GAP, GAP);
    private final VBox middle = new VBox(pane);
    private final PodTile.Actions actions;
    private final double narrowest;
    private final Fill fill;
    private List<String> order = List.of();
    private double tall = PodTile.HEIGHT;

    /// A tile with one line needs less width, too.
    private static final double SLIM = 130;

    /// How the grid is filled.
    public enum Fill {
        /// Top to bottom, as long as no scrolling is needed.
        DOWN,
        ACROSS
    }

    /// @param narrowest the minimum width of a tile
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
        // Without a fixed height the pane would measure every tile whenever a text changes.
        pane.setPrefTileHeight(PodTile.HEIGHT);
        if (fill == Fill.ACROSS) {
            setMaxHeight(USE_PREF_SIZE);
        }
        viewportBoundsProperty().addListener((seen, old, bounds) -> fit());
    }

    /// @param seen how old this is, in words; empty if it is fresh
    public void show(List<Pod> pods, String seen) {
        Set<String> known = new HashSet<>();
        for (Pod pod : pods) {
            known.add(pod.name());
            PodTile tile = tiles.get(pod.name());
            if (tile == null) {
                tile = new PodTile(pod, actions);
                tiles.put(pod.name(), tile);
            }
            tile.show(pod, seen);
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

    /// Fits as many columns as the minimum tile width allows.
    private void fit() {
        double width = getViewportBounds().getWidth();
        double height = getViewportBounds().getHeight();
        if (width > 0 && height > 0) {
            boolean isTight =
                    fill == Fill.DOWN
                            && places(width, height, narrowest, PodTile.HEIGHT) < order.size();
            resizeTiles(isTight ? PodTile.LOW : PodTile.HEIGHT);
            int maxColumns =
                    (int) Math.max(1, (width + GAP) / ((isTight ? SLIM : narrowest) + GAP));
            int rows = (int) Math.max(1, (height + GAP) / (tall + GAP));
            int columns =
                    switch (fill) {
                        case DOWN -> Math.clamp(Math.ceilDiv(order.size(), rows), 1, maxColumns);
                        case ACROSS -> maxColumns;
                    };
            pane.setPrefColumns(columns);
            pane.setPrefTileWidth(Math.floor((width - GAP * (columns - 1)) / columns));
            // DOWN is centred vertically; ACROSS starts at the top.
            middle.setMinHeight(fill == Fill.DOWN ? height : 0);
            if (fill == Fill.ACROSS) {
                // At least two rows are visible, if there are two.
                int shown = Math.min(2, Math.ceilDiv(order.size(), columns));
                setMinHeight(shown * (PodTile.HEIGHT + GAP));
            }
        }
    }

    private static int places(double width, double height, double wide, double tall) {
        int columns = (int) ((width + GAP) / (wide + GAP));
        int rows = (int) ((height + GAP) / (tall + GAP));
        return columns * rows;
    }

    private void resizeTiles(double next) {
        tall = next;
        pane.setPrefTileHeight(next);
        tiles.values().forEach(tile -> tile.fit(next));
    }

    /// The end of a line to this instance, in the coordinates of `viewer`. For a tile that is
    /// scrolled out of view, this is the edge where it would appear.
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
