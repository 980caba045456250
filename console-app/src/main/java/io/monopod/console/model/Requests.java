package io.monopod.console.model;

import io.monopod.console.snapshot.Frame;

import java.util.ArrayList;
import java.util.List;

/// What the next frame must contain: the choices of all screens.
public final class Requests {
    private final ClientsModel clients;
    private final ChartsModel charts;
    private final List<Runnable> listeners = new ArrayList<>();

    /// Read by the refresher's thread.
    private volatile Frame.Request newest = Frame.Request.STANDARD;

    Requests(ClientsModel clients, ChartsModel charts) {
        this.clients = clients;
        this.charts = charts;
        clients.query().addListener((seen, old, now) -> change());
        clients.selected().addListener((seen, old, now) -> change());
        charts.range().addListener((seen, old, now) -> change());
        charts.rows().addListener((seen, old, now) -> change());
    }

    private void change() {
        newest =
                new Frame.Request(
                        clients.query().get(),
                        clients.selected().get(),
                        charts.range().get(),
                        charts.rows().get());
        listeners.forEach(Runnable::run);
    }

    /// For any thread.
    public Frame.Request newest() {
        return newest;
    }

    /// @param listener called on the UI thread at each change
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }
}
