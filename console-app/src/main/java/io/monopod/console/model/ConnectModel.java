package io.monopod.console.model;

import io.monopod.console.service.system.RemoteGateway;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.system.AfterSession;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Endpoint;
import io.monopod.scenarios.system.Policy;
import io.monopod.scenarios.system.SystemSpec;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// The system to open, as the user enters it.
public final class ConnectModel {
    public static final int MAX_GATEWAYS = SystemSpec.MAX_GATEWAYS;

    /// The gateway's default.
    private static final int PLACES = 1_000;

    private final ObjectProperty<Integer> gateways = new SimpleObjectProperty<>(1);
    private final ObjectProperty<Integer> instances = new SimpleObjectProperty<>(3);
    private final ObjectProperty<Policy> policy = new SimpleObjectProperty<>(Policy.EXCLUSIVE);
    private final ObjectProperty<AfterSession> afterSession =
            new SimpleObjectProperty<>(AfterSession.REUSE);
    private final ObjectProperty<Integer> places = new SimpleObjectProperty<>(PLACES);
    private final StringProperty address = new SimpleStringProperty("localhost:10000");
    private final BooleanProperty tls = new SimpleBooleanProperty();
    private final StringProperty trust = new SimpleStringProperty("");
    private final StringProperty admin = new SimpleStringProperty("");
    private final StringProperty adminToken = new SimpleStringProperty("");
    private final StringProperty username = new SimpleStringProperty(Credentials.DEMO.username());
    private final StringProperty password = new SimpleStringProperty(Credentials.DEMO.password());

    private final ObjectProperty<SavedConnection.All> saved =
            new SimpleObjectProperty<>(new SavedConnection.All(List.of()));

    /// The gateways that were connected before, the last used first.
    public ObjectProperty<SavedConnection.All> saved() {
        return saved;
    }

    /// A connection was opened.
    void keep(RemoteGateway gateway) {
        saved.set(saved.get().with(SavedConnection.of(gateway)));
    }

    public void forget(SavedConnection connection) {
        saved.set(saved.get().without(connection));
    }

    /// Fills the form; its secrets stay to be entered.
    public void use(SavedConnection connection) {
        address.set(connection.address());
        tls.set(connection.tls());
        trust.set(connection.trust());
        admin.set(connection.admin());
        username.set(connection.username());
    }

    /// Remembers everything but the secrets.
    void remember(Memory memory) {
        memory.keep("local.gateways", gateways, 1, MAX_GATEWAYS)
                .keep("local.instances", instances, 0, 100)
                .keep("local.policy", policy, Policy::valueOf)
                .keep("local.after-session", afterSession, AfterSession::valueOf)
                .keep("local.places", places, 0, 100_000)
                .keep("remote.address", address, Function.identity())
                .keep("remote.tls", tls, Boolean::valueOf)
                .keep("remote.trust", trust, Function.identity())
                .keep("remote.admin", admin, Function.identity())
                .keep("remote.username", username, Function.identity())
                .keep("remote.saved", saved, SavedConnection.All::parse);
    }

    /// The local system to start.
    public SystemSpec spec() {
        SystemSpec spec =
                SystemSpec.STANDARD
                        .withGateways(gateways.get())
                        .withInstances(instances.get())
                        .withPolicy(policy.get())
                        .withAfterSession(afterSession.get());
        return places.get() == PLACES
                ? spec
                : spec.withGatewaySetting("waiting-room-places", places.get().toString());
    }

    public Credentials credentials() {
        return new Credentials(username.get(), password.get());
    }

    /// The remote gateway to connect to, or several that share their sessions.
    ///
    /// @throws IllegalArgumentException with a message for the user
    public RemoteGateway remote() {
        List<Endpoint> endpoints =
                listed(address).map(text -> Endpoint.parse(text, transport())).toList();
        List<URI> admins = listed(admin).map(ConnectModel::adminAddress).toList();
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException(Texts.text("connect.no-address"));
        }
        if (!admins.isEmpty() && admins.size() != endpoints.size()) {
            throw new IllegalArgumentException(
                    Texts.text("connect.uneven", endpoints.size(), admins.size()));
        }
        return new RemoteGateway(endpoints, credentials(), admins, adminToken.get().strip());
    }

    /// The addresses in a field, with commas or spaces between them.
    private static Stream<String> listed(StringProperty field) {
        return Stream.of(field.get().split("[,\\s]+")).filter(text -> !text.isEmpty());
    }

    private Endpoint.Transport transport() {
        if (!tls.get()) {
            return new Endpoint.Transport.Plaintext();
        }
        String file = trust.get().strip();
        return new Endpoint.Transport.Tls(file.isEmpty() ? null : Path.of(file), null);
    }

    private static URI adminAddress(String text) {
        return URI.create(text.contains("://") ? text : "http://" + text);
    }

    /// Several share their sessions by an etcd that is started for them.
    public ObjectProperty<Integer> gateways() {
        return gateways;
    }

    public ObjectProperty<Integer> instances() {
        return instances;
    }

    public ObjectProperty<Policy> policy() {
        return policy;
    }

    public ObjectProperty<AfterSession> afterSession() {
        return afterSession;
    }

    /// How many sessions may wait in the waiting room.
    public ObjectProperty<Integer> places() {
        return places;
    }

    /// `host:port`, or several with commas between them.
    public StringProperty address() {
        return address;
    }

    public BooleanProperty tls() {
        return tls;
    }

    /// A PEM file of trusted certificates; empty for the platform's.
    public StringProperty trust() {
        return trust;
    }

    /// The addresses of the admin APIs in the same order; empty if unknown.
    public StringProperty admin() {
        return admin;
    }

    /// The token for the admin API; empty to find it automatically.
    public StringProperty adminToken() {
        return adminToken;
    }

    public StringProperty username() {
        return username;
    }

    public StringProperty password() {
        return password;
    }
}
