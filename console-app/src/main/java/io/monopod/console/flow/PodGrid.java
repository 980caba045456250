package io.monopod.console.flow;

import io.monopod.console.snapshot.Pod;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Instances as a grid of tiles. Of a thousand instances only the visible ones have a tile, which
/// an instance keeps as long as it is visible.
public final class PodGrid extends ScrollPane {
    /// Tab goes to a tile of the next row, and so scrolls to it.
    private static final int ROWS_AHEAD = 1;

    private final Map<String, PodTile> tiles = new HashMap<>();
    private final Deque<PodTile> spare = new ArrayDeque<>();
    private final Pane pane = new Pane();
    private final PodTile.Actions actions;
    private final double narrowest;
    private final Fill fill;
    private final Map<String, Integer> places = new HashMap<>();
    private List<Pod> pods = List.of();
    private String seen = "";
    private PodPlaces grid = PodPlaces.NONE;

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
        setContent(pane);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setMinSize(0, 0);
        if (fill == Fill.ACROSS) {
            setMaxHeight(USE_PREF_SIZE);
        }
        viewportBoundsProperty().addListener((seen, old, bounds) -> fit());
        vvalueProperty().addListener((seen, old, now) -> fillWindow());
    }

    /// @param age how old this is, in words; empty if it is fresh
    public void show(List<Pod> next, String age) {
        pods = next;
        seen = age;
        places.clear();
        for (int i = 0; i < next.size(); i++) {
            places.put(next.get(i).name(), i);
        }
        fit();
    }

    /// Fits as many columns as the minimum tile width allows.
    private void fit() {
        double width = getViewportBounds().getWidth();
        double height = getViewportBounds().getHeight();
        // A grid that is filled across is as high as it needs, which is not known before.
        if (width > 0 && (height > 0 || fill == Fill.ACROSS)) {
            grid = PodPlaces.of(pods.size(), width, height, narrowest, fill);
            pane.setMinHeight(grid.height());
            pane.setPrefHeight(grid.height());
            if (fill == Fill.ACROSS) {
                // At least two rows are visible, if there are two.
                setMinHeight(Math.min(2, grid.rows()) * (PodTile.HEIGHT + PodPlaces.GAP));
            }
            fillWindow();
        }
    }

    /// Gives tiles to the instances that are visible now, and takes those of the others.
    private void fillWindow() {
        double top = getVvalue() * Math.max(0, grid.height() - getViewportBounds().getHeight());
        int first = grid.rowAt(top) - ROWS_AHEAD;
        int last = grid.rowAt(top + getViewportBounds().getHeight()) + ROWS_AHEAD;
        int from = Math.clamp((long) first * grid.columns(), 0, pods.size());
        int to = Math.clamp((last + 1L) * grid.columns(), from, pods.size());
        takeTiles(from, to);
        List<PodTile> shown = new ArrayList<>();
        for (int i = 0; i < pods.size(); i++) {
            boolean visible = i >= from && i < to;
            if (visible || tiles.containsKey(pods.get(i).name())) {
                shown.add(place(i));
            }
        }
        // In this order Tab goes through them.
        if (!shown.equals(pane.getChildren())) {
            pane.getChildren().setAll(shown);
        }
    }

    /// The tile that is in use stays, wherever it is: its menu may be open.
    private void takeTiles(int from, int to) {
        tiles.entrySet()
                .removeIf(
                        each -> {
                            Integer place = places.get(each.getKey());
                            boolean visible = place != null && place >= from && place < to;
                            boolean kept = visible || (place != null && each.getValue().isInUse());
                            if (!kept) {
                                spare.push(each.getValue());
                            }
                            return !kept;
                        });
    }

    private PodTile place(int index) {
        Pod pod = pods.get(index);
        PodTile tile = tiles.get(pod.name());
        if (tile == null) {
            tile = spare.isEmpty() ? new PodTile(pod, actions) : spare.pop();
            tile.setManaged(false);
            tiles.put(pod.name(), tile);
        }
        tile.show(pod, seen);
        tile.fit(grid.tall());
        tile.resizeRelocate(grid.x(index), grid.y(index), grid.wide(), grid.tall());
        return tile;
    }

    /// The end of a line to this instance, in the coordinates of `viewer`. For an instance that is
    /// scrolled out of view, this is the edge where it would appear.
    Optional<Point2D> place(String pod, Region viewer) {
        Integer index = places.get(pod);
        if (index == null || getScene() == null) {
            return Optional.empty();
        }
        Point2D middle = new Point2D(grid.x(index), grid.y(index) + grid.tall() / 2);
        Point2D seen = viewer.sceneToLocal(pane.localToScene(middle));
        Bounds window = viewer.sceneToLocal(localToScene(getLayoutBounds()));
        double y = Math.clamp(seen.getY(), window.getMinY(), window.getMaxY());
        return Optional.of(new Point2D(seen.getX(), y));
    }
}
