package io.monopod.console.flow;

/// Where the tiles of a grid are, in pixels from its upper left corner.
///
/// @param top above the first row
/// @param height of the whole grid
record PodPlaces(int columns, int rows, double wide, double tall, double top, double height) {
    static final double GAP = 8;

    static final PodPlaces NONE = new PodPlaces(1, 0, 0, PodTile.HEIGHT, 0, 0);

    /// A tile with one line needs less width, too.
    private static final double SLIM = 130;

    /// @param width of what is visible at once
    /// @param narrowest the minimum width of a tile with two lines
    static PodPlaces of(
            int count, double width, double height, double narrowest, PodGrid.Fill fill) {
        boolean isDown = fill == PodGrid.Fill.DOWN;
        int fitting = fit(width, narrowest) * fit(height, PodTile.HEIGHT);
        boolean isTight = isDown && fitting < count;
        double tall = isTight ? PodTile.LOW : PodTile.HEIGHT;
        int maxColumns = Math.max(1, fit(width, isTight ? SLIM : narrowest));
        int rowsInView = Math.max(1, fit(height, tall));
        int columns =
                isDown ? Math.clamp(Math.ceilDiv(count, rowsInView), 1, maxColumns) : maxColumns;
        int rows = Math.ceilDiv(count, columns);
        double wide = Math.floor((width - GAP * (columns - 1)) / columns);
        double used = Math.max(0, rows * (tall + GAP) - GAP);
        // DOWN is centred vertically; ACROSS starts at the top.
        double top = isDown ? Math.max(0, Math.floor((height - used) / 2)) : 0;
        return new PodPlaces(
                columns, rows, wide, tall, top, isDown ? Math.max(used, height) : used);
    }

    private static int fit(double room, double each) {
        return (int) ((room + GAP) / (each + GAP));
    }

    double x(int index) {
        return index % columns * (wide + GAP);
    }

    double y(int index) {
        return top + Math.floorDiv(index, columns) * (tall + GAP);
    }

    /// The row at this height. Above the first it is negative, below the last it is past it.
    int rowAt(double y) {
        return (int) Math.floor((y - top) / (tall + GAP));
    }
}
