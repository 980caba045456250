package io.monopod.console.model;

import io.monopod.console.model.operate.InstancesModel;
import io.monopod.console.model.operate.RunsModel;
import io.monopod.console.model.operate.SessionsModel;
import io.monopod.console.service.Activity;
import io.monopod.console.service.Archive;
import io.monopod.console.service.Inquiry;
import io.monopod.console.service.Instances;
import io.monopod.console.service.Notices;
import io.monopod.console.service.RunStarter;
import io.monopod.console.service.Runs;
import io.monopod.console.service.system.Connection;
import io.monopod.console.service.system.Link;
import io.monopod.console.service.system.RemoteGateway;
import io.monopod.console.snapshot.ConsoleEvent.Tone;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Code;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import java.util.Optional;

/// Everything that the window shows and does.
public final class ConsoleModel {
    private final Connection connection;
    private final Runs runs;
    private final Instances instances;
    private final Notices notices;
    private final Archive archive;
    private final Inquiry inquiry;
    private final Questions questions;
    private final Playing playing;
    private final RoomModel room = new RoomModel();
    private final ClientsModel clients = new ClientsModel();
    private final InstancesModel instanceList = new InstancesModel();
    private final SessionsModel sessions = new SessionsModel();
    private final RunsModel kept = new RunsModel();
    private final ChartsModel charts = new ChartsModel();
    private final Requests requests = new Requests(clients, charts);
    private final EventsModel events = new EventsModel();
    private final ScenariosModel scenarios = new ScenariosModel();
    private final ConnectModel connect = new ConnectModel();
    private final LoadModel load = new LoadModel();
    private final ObjectProperty<View> view = new SimpleObjectProperty<>(View.OVERVIEW);
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
        this.instances = instances;
        this.notices = notices;
        this.archive = archive;
        this.inquiry = inquiry;
        this.questions = new Questions(connection, runs, instances);
        this.playing = new Playing(this, starter, notices);
        connection.link().addListener((seen, old, now) -> keep(now));
    }

    private void keep(Link now) {
        if (now instanceof Link.On(Link.Target.Remote(RemoteGateway gateway), _)) {
            connect.keep(gateway);
        }
    }

    /// Passes this frame to all parts.
    public void show(Frame next) {
        room.show(next);
        instanceList.show(next);
        sessions.show(next);
        frame.set(next);
        clients.show(next);
        events.show(next);
        scenarios.show(next);
        kept.show(next);
        runs.endWhenDone();
    }

    public Requests requests() {
        return requests;
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

    public InstancesModel instanceList() {
        return instanceList;
    }

    /// All sessions of the gateway.
    public SessionsModel sessions() {
        return sessions;
    }

    /// The runs that can be compared.
    public RunsModel kept() {
        return kept;
    }

    public RoomModel room() {
        return room;
    }

    public ClientsModel clients() {
        return clients;
    }

    public ChartsModel charts() {
        return charts;
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

    /// Remembers the user's settings, except passwords.
    public void remember(Memory memory) {
        playing.remember(memory);
        connect.remember(memory);
    }

    /// What the user is asked.
    public Questions questions() {
        return questions;
    }

    /// Starts and stops runs.
    public Playing playing() {
        return playing;
    }

    /// Does this at once if nothing is lost, or else asks first.
    void leaving(String key, Runnable then) {
        questions.leaving(frame.get(), Texts.text(key), then);
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
