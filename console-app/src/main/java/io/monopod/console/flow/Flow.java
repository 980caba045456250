package io.monopod.console.flow;

import io.monopod.console.control.Ink;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.Move;
import io.monopod.console.snapshot.Pod;
import io.monopod.console.snapshot.client.ClientRow;
import io.monopod.console.text.GatewayWords;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.ClientState;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.layout.Region;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The system as a picture: clients on the left, the gateway in the middle, instances on the right.
/// A line leads from each client through the gateway to its instance, or to where it was stopped.
public final class Flow extends Region {
    /// More lines are unreadable; moves are still shown.
    private static final int MAX_LINES = 40;

    private static final double LEGEND_GAP = 6;

    private final FlowLines lines = new FlowLines();
    private final FlowMoves moves = new FlowMoves();
    private final FlowLegend legend = new FlowLegend();
    private final ClientCrowd clients;
    private final PodGrid pods;
    private final GateBox gate = new GateBox();
    private Frame frame = Frame.EMPTY;

    /// @param onClick called with the clicked client
    public Flow(Consumer<ClientId> onClick, PodTile.Actions actions) {
        clients = new ClientCrowd(onClick);
        pods = new PodGrid(actions, 230, PodGrid.Fill.DOWN);
        getStyleClass().add("flow");
        getChildren().addAll(lines, clients, gate, pods, legend, moves);
        setMinHeight(186);
        pods.vvalueProperty().addListener((seen, old, now) -> drawLines());
    }

    /// @param policyName the gateway's policy; empty if unknown
    public void show(Frame next, String policyName) {
        frame = next;
        clients.show(next.clients());
        legend.show(next.clients());
        pods.show(next.pods(), GatewayWords.seen(next));
        gate.show(next.knownGateways(), policyName, next.room().waiting().size());
        if (isVisible() && getScene() != null) {
            layout();
            drawLines();
            next.moves().forEach(this::start);
        }
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double low = legend.prefHeight(width);
        legend.resizeRelocate(0, getHeight() - low, width, low);
        double height = getHeight() - low - LEGEND_GAP;
        double left = Math.clamp(width * 0.29, 190, 480);
        double right = Math.clamp(width * 0.42, 250, 800);
        double between = width - left - right;
        lines.resizeRelocate(0, 0, width, height);
        moves.resizeRelocate(0, 0, width, height);
        clients.resizeRelocate(0, 0, left, height);
        clients.layout();
        double gateX = left + (between - gate.width()) / 2;
        gate.resizeRelocate(snapPositionX(gateX), 0, gate.width(), height);
        pods.resizeRelocate(width - right, 0, right, height);
        pods.layout();
        drawLines();
    }

    private void drawLines() {
        lines.show(clients.fitsInWords() ? clientLines() : podLines());
    }

    private List<FlowLines.Line> clientLines() {
        List<FlowLines.Line> drawn = new ArrayList<>();
        List<ClientRow> rows = frame.clients();
        for (int i = 0; i < rows.size(); i++) {
            line(rows.get(i), i).ifPresent(drawn::add);
        }
        return drawn;
    }

    /// With many clients there is one line per serving instance, starting at the gateway.
    private List<FlowLines.Line> podLines() {
        List<Pod> serving = frame.pods().stream().filter(this::isHolder).toList();
        List<FlowLines.Line> drawn = new ArrayList<>();
        Bounds gateway = gate.getBoundsInParent();
        for (int i = 0; i < serving.size() && serving.size() <= MAX_LINES; i++) {
            double y = gateway.getHeight() * (i + 0.5) / serving.size();
            Point2D port = new Point2D(gateway.getMinX(), gateway.getMinY() + y);
            pods.place(serving.get(i).name(), this)
                    .map(to -> FlowRoute.through(port, gateway, Optional.of(to)))
                    .map(route -> new FlowLines.Line(route, held(), FlowLines.Kind.LIVE))
                    .ifPresent(drawn::add);
        }
        return drawn;
    }

    /// After a run its holders stay in the picture.
    private boolean isHolder(Pod pod) {
        return pod.session() != null || (frame.isOver() && pod.client() != null);
    }

    private Optional<FlowLines.Line> line(ClientRow row, int index) {
        ClientState state = row.view().state();
        String pod = row.view().pod();
        return switch (state) {
            case NEW, LOGGED_IN -> Optional.empty();
            case ASSIGNING ->
                    row.session().waits() == null
                            ? Optional.empty()
                            : route(index, null)
                                    .map(
                                            to ->
                                                    new FlowLines.Line(
                                                            to,
                                                            Ink.of(row),
                                                            FlowLines.Kind.WAITING));
            case ACTIVE ->
                    route(index, pod)
                            .map(to -> new FlowLines.Line(to, held(), FlowLines.Kind.LIVE));
            case FINISHED, STOPPED ->
                    pod == null
                            ? Optional.empty()
                            : route(index, pod).map(to -> new FlowLines.Line(to, held(), past()));
            case REFUSED, RETRYING, FAILED ->
                    route(index, frame.refusedAt(row))
                            .map(to -> new FlowLines.Line(to, Ink.of(row), FlowLines.Kind.STOPPED));
        };
    }

    /// What only the gateway knows is grey while it is silent.
    private Ink held() {
        return frame.knowledge().isSilent() ? Ink.OTHER : Ink.ACTIVE;
    }

    /// After the run the picture stays as strong as it was.
    private FlowLines.Kind past() {
        return frame.isOver() ? FlowLines.Kind.LIVE : FlowLines.Kind.PAST;
    }

    /// From the client to the gateway, and on to the pod if there is one.
    private Optional<FlowRoute> route(int index, @Nullable String pod) {
        Bounds gateway = gate.getBoundsInParent();
        Optional<Point2D> to = pod == null ? Optional.empty() : pods.place(pod, this);
        return clients.place(index)
                .map(point -> point.add(clients.getLayoutX(), clients.getLayoutY()))
                .map(from -> FlowRoute.through(from, gateway, to));
    }

    private void start(Move move) {
        switch (move) {
            case Move.OfClient(ClientId client, String pod) -> {
                Ink ink = pod == null ? Ink.EXHAUSTED : Ink.ACTIVE;
                ClientRow row = frame.client(client);
                String end = pod == null && row != null ? frame.refusedAt(row) : pod;
                route(frame.place(client), end).ifPresent(route -> moves.start(route, ink));
            }
            case Move.OfSession(String from, String to) ->
                    pods.place(from, this)
                            .map(
                                    lost ->
                                            FlowRoute.back(
                                                    lost,
                                                    gate.getBoundsInParent(),
                                                    pods.place(to, this)))
                            .ifPresent(route -> moves.start(route, Ink.DENIED));
        }
    }
}
