package io.monopod.console.model;

import io.monopod.console.desk.Activity;
import io.monopod.console.desk.Archive;
import io.monopod.console.desk.Connection;
import io.monopod.console.desk.Inquiry;
import io.monopod.console.desk.Instances;
import io.monopod.console.desk.Link;
import io.monopod.console.desk.Notices;
import io.monopod.console.desk.Plays;
import io.monopod.console.desk.Runs;
import io.monopod.console.live.ClientRow;
import io.monopod.console.live.Frame;
import io.monopod.console.live.Happening.Tone;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.scenario.Scenarios;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import java.util.Map;
import java.util.Optional;

/// All that the window shows and does.
public final class ConsoleModel {
    private final Connection connection;
    private final Runs runs;
    private final Plays plays;
    private final Instances instances;
    private final Notices notices;
    private final Archive archive;
    private final Inquiry inquiry;
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
            Plays plays,
            Instances instances,
            Notices notices,
            Archive archive,
            Inquiry inquiry) {
        this.connection = connection;
        this.runs = runs;
        this.plays = plays;
        this.instances = instances;
        this.notices = notices;
        this.archive = archive;
        this.inquiry = inquiry;
    }

    /// Shows this frame everywhere.
    public void show(Frame next) {
        room.show(next);
        frame.set(next);
        clients.show(next);
        events.show(next);
        scenarios.show(next);
        runs.endWhenDone();
    }

    /// What the next frame is to hold; for the refresher's thread.
    public Frame.Wish wish() {
        return clients.wish();
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

    public Plays plays() {
        return plays;
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

    /// The system that is wanted.
    public ConnectModel connect() {
        return connect;
    }

    /// The clients that are wanted.
    public LoadModel load() {
        return load;
    }

    public ObjectProperty<Integer> overloadClients() {
        return overloadClients;
    }

    public ObjectProperty<Integer> overloadInstances() {
        return overloadInstances;
    }

    /// Has all that a person chooses remembered, but for passwords.
    public void remember(Memory memory) {
        memory.keep("overload.clients", overloadClients, 1, 10_000)
                .keep("overload.instances", overloadInstances, 1, 100);
        connect.remember(memory);
    }

    /// The big button.
    public void runOverload() {
        Scenario overload = Scenarios.named("system_overload").orElseThrow();
        Map<String, Integer> wanted =
                Map.of(
                        Parameter.CLIENTS,
                        overloadClients.get(),
                        Parameter.INSTANCES,
                        overloadInstances.get());
        play(overload, Parameters.of(overload.parameters(), wanted));
    }

    /// Stops what runs, or is being opened.
    public void stop() {
        if (link().get() instanceof Link.Opening) {
            connection.close();
        }
        runs.stop();
    }

    public void play(Scenario scenario, Parameters parameters) {
        plays.play(scenario, parameters, connect.policy().get());
    }

    /// Adds the clients that are wanted, on a system that is started for them if none is open.
    public void addClients() {
        plays.add(load.plan(), connect.spec());
    }

    public void startLocal() {
        connection.startLocal(connect.spec(), system -> {});
    }

    /// @throws IllegalArgumentException with a message for the person who typed the address
    public void connectRemote() {
        connection.connect(connect.remote());
    }

    /// Looks at one client where all of it is shown.
    public void look(ClientId client) {
        clients.look(client);
        view.set(View.CLIENTS);
    }

    /// The session that is looked at; empty if none is.
    public Optional<String> session() {
        if (view.get() == View.INSTANCES) {
            return Optional.ofNullable(room.selected().get());
        }
        return Optional.ofNullable(clients.selected().get())
                .map(frame.get()::client)
                .map(row -> row.view().session());
    }

    /// The client whose session it is, or else the session.
    public String nameOf(String session) {
        return frame.get().clients().stream()
                .map(ClientRow::view)
                .filter(view -> view.session().equals(session))
                .findFirst()
                .map(ClientView::label)
                .orElse(session);
    }

    /// Says that something has to be chosen first.
    public void nobodyChosen() {
        notices.tell(Tone.NEUTRAL, Texts.text("why.nobody"));
    }

    /// Looks at the clients that got this entry of the contract's table.
    public void lookAtRefusal(int index) {
        clients.showRefusal(index);
        view.set(View.CLIENTS);
    }
}
