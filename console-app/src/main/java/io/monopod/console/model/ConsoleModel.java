package io.monopod.console.model;

import io.monopod.console.service.Activity;
import io.monopod.console.service.Archive;
import io.monopod.console.service.Connection;
import io.monopod.console.service.Inquiry;
import io.monopod.console.service.Instances;
import io.monopod.console.service.Link;
import io.monopod.console.service.Notices;
import io.monopod.console.service.RemoteGateway;
import io.monopod.console.service.RunStarter;
import io.monopod.console.service.Runs;
import io.monopod.console.snapshot.ConsoleEvent.Tone;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.scenario.Scenarios;
import io.monopod.scenarios.system.Policy;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import java.util.Map;
import java.util.Optional;

/// Everything that the window shows and does.
public final class ConsoleModel {
    private final Connection connection;
    private final Runs runs;
    private final RunStarter starter;
    private final Instances instances;
    private final Notices notices;
    private final Archive archive;
    private final Inquiry inquiry;
    private final Questions questions;
    private final RoomModel room = new RoomModel();
    private final ClientsModel clients = new ClientsModel();
    private final EventsModel events = new EventsModel();
    private final ScenariosModel scenarios = new ScenariosModel();
    private final ConnectModel connect = new ConnectModel();
    private final LoadModel load = new LoadModel();
    private final ObjectProperty<View> view = new SimpleObjectProperty<>(View.OVERVIEW);
    private final ObjectProperty<Integer> overloadClients = new SimpleObjectProperty<>(4);
    private final ObjectProperty<Integer> overloadInstances = new SimpleObjectProperty<>(3);
    private final ReadOnlyObjectWrapper<Frame> frame = new ReadOnlyObjectWrapper<>(Frame.EMPTY);

    public ConsoleModel(
            Connection connection,
            Runs runs,
            RunStarter starter,
            Instances instances,
            Notices notices,
            Archive archive,
            Inquiry inquiry) {
        this.connection = connection;
        this.runs = runs;
        this.starter = starter;
        this.instances = instances;
        this.notices = notices;
        this.archive = archive;
        this.inquiry = inquiry;
        this.questions = new Questions(connection, runs, instances);
    }

    /// Passes this frame to all parts.
    public void show(Frame next) {
        room.show(next);
        frame.set(next);
        clients.show(next);
        events.show(next);
        scenarios.show(next);
        runs.endWhenDone();
    }

    /// What the next frame must contain. For the refresher's thread.
    public Frame.Request request() {
        return clients.request();
    }

    public ReadOnlyObjectProperty<Frame> frame() {
        return frame.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Link> link() {
        return connection.link();
    }

    public ReadOnlyObjectProperty<Activity> activity() {
        return runs.activity();
    }

    public Connection connection() {
        return connection;
    }

    public Runs runs() {
        return runs;
    }

    public Instances instances() {
        return instances;
    }

    public Notices notices() {
        return notices;
    }

    public Archive archive() {
        return archive;
    }

    public Inquiry inquiry() {
        return inquiry;
    }

    public RoomModel room() {
        return room;
    }

    public ClientsModel clients() {
        return clients;
    }

    public ObjectProperty<View> view() {
        return view;
    }

    public EventsModel events() {
        return events;
    }

    public ScenariosModel scenarios() {
        return scenarios;
    }

    /// The system to open.
    public ConnectModel connect() {
        return connect;
    }

    /// The clients to add.
    public LoadModel load() {
        return load;
    }

    public ObjectProperty<Integer> overloadClients() {
        return overloadClients;
    }

    public ObjectProperty<Integer> overloadInstances() {
        return overloadInstances;
    }

    /// Remembers the user's settings, except passwords.
    public void remember(Memory memory) {
        memory.keep("overload.clients", overloadClients, 1, 10_000)
                .keep("overload.instances", overloadInstances, 1, 100);
        connect.remember(memory);
    }

    /// Runs the overload scenario; the main button.
    public void runOverload() {
        questions.beforeOverload(frame.get(), this::runOverloadNow);
    }

    private void runOverloadNow() {
        Scenario overload = Scenarios.named("system_overload").orElseThrow();
        Map<String, Integer> wanted =
                Map.of(
                        Parameter.CLIENTS,
                        overloadClients.get(),
                        Parameter.INSTANCES,
                        instancesOfRun());
        play(overload, Parameters.of(overload.parameters(), wanted));
    }

    /// Of an external gateway those that it reports; otherwise as many as the user wants.
    private int instancesOfRun() {
        boolean external = connection.system().filter(system -> system.spec() == null).isPresent();
        return external && frame.get().gatewayTells()
                ? Math.max(1, frame.get().livePods())
                : overloadInstances.get();
    }

    /// What the user is asked.
    public Questions questions() {
        return questions;
    }

    private void leaving(String key, Runnable then) {
        questions.leaving(frame.get(), Texts.text(key), then);
    }

    /// Stops the run, or the opening of a system.
    public void stop() {
        if (link().get() instanceof Link.Opening) {
            connection.close();
        }
        runs.stop();
    }

    public void play(Scenario scenario, Parameters parameters) {
        Policy policy = connect.policy().get();
        boolean losesSessions =
                activity().get().isIdle()
                        && starter.replaces(scenario, parameters, policy)
                        && frame.get().pods().stream().anyMatch(pod -> pod.session() != null);
        if (losesSessions) {
            leaving("leave.run.other", () -> starter.play(scenario, parameters, policy));
        } else {
            starter.play(scenario, parameters, policy);
        }
    }

    /// Adds the described clients. Starts a system first if none is open.
    public void addClients() {
        starter.add(load.plan(), connect.spec());
    }

    public void startLocal() {
        leaving(
                "leave.start",
                () -> {
                    runs.stop();
                    connection.startLocal(connect.spec(), system -> {});
                });
    }

    /// Stops the local system, or disconnects; or cancels the opening.
    public void closeSystem() {
        leaving(
                "leave.close",
                () -> {
                    runs.stop();
                    connection.close();
                });
    }

    /// @throws IllegalArgumentException with a message for the user, if the address is malformed
    public void connectRemote() {
        RemoteGateway remote = connect.remote();
        leaving(
                "leave.connect",
                () -> {
                    runs.stop();
                    connection.connect(remote);
                });
    }

    /// Opens the details of one client.
    public void showClient(ClientId client) {
        clients.showClient(client);
        view.set(View.CLIENTS);
    }

    /// The selected session; empty if none.
    public Optional<String> session() {
        if (view.get() == View.INSTANCES) {
            return Optional.ofNullable(room.selected().get());
        }
        return Optional.ofNullable(clients.selected().get())
                .map(frame.get()::client)
                .map(row -> row.view().session());
    }

    /// Tells the user to select something first.
    public void noticeNothingSelected() {
        notices.tell(Tone.NEUTRAL, Texts.text("why.nobody"));
    }

    /// Lists the clients that received this code.
    public void showClientsWithCode(Code code) {
        clients.showAll();
        clients.showCode(code);
        view.set(View.CLIENTS);
    }

    /// Lists the clients that received this entry of the contract's table.
    public void showClientsWithRefusal(int index) {
        clients.showRefusal(index);
        view.set(View.CLIENTS);
    }
}
