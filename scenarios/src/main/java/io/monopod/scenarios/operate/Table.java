package io.monopod.scenarios.operate;

import java.util.ArrayList;
import java.util.List;

/// Rows in aligned columns. Every cell is one word and an empty one is `-`, so that a script can
/// split a row at spaces. Only the last column may have several words.
final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heads) {
        rows.add(List.of(heads));
    }

    /// @param cells one for each column
    void row(String... cells) {
        var row = new ArrayList<String>();
        for (int i = 0; i < cells.length; i++) {
            row.add(cell(cells[i], i == cells.length - 1));
        }
        rows.add(row);
    }

    private static String cell(String text, boolean last) {
        return text.isEmpty() ? "-" : Words.visible(text, last);
    }

    /// The heads, then each row.
    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        var line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i));
            if (i < row.size() - 1) {
                line.repeat(' ', width(i) - row.get(i).length()).append(GAP);
            }
        }
        return line.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
