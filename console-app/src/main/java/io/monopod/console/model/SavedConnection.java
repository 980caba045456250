package io.monopod.console.model;

import io.monopod.console.service.system.RemoteGateway;
import io.monopod.scenarios.system.Endpoint;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A gateway that was connected before, without its secrets.
///
/// @param address one for each gateway, with commas between them; likewise `admin`
/// @param trust the file of trusted certificates; or empty
/// @param admin the addresses of the admin APIs; or empty
public record SavedConnection(
        String address, boolean tls, String trust, String admin, String username) {
    private static final int FIELDS = 5;

    static SavedConnection of(RemoteGateway gateway) {
        Endpoint.Transport transport = gateway.endpoints().getFirst().transport();
        return new SavedConnection(
                joined(gateway.endpoints().stream().map(Endpoint::authority)),
                transport instanceof Endpoint.Transport.Tls,
                trust(transport),
                joined(gateway.admins().stream().map(URI::toString)),
                gateway.credentials().username());
    }

    private static String joined(Stream<String> addresses) {
        return addresses.collect(Collectors.joining(", "));
    }

    private static String trust(Endpoint.Transport transport) {
        if (!(transport instanceof Endpoint.Transport.Tls tls)) {
            return "";
        }
        Path file = tls.trust();
        return file == null ? "" : file.toString();
    }

    /// All of them, the last used first.
    public record All(List<SavedConnection> list) {
        private static final int MAX = 20;

        public All {
            list = List.copyOf(list);
        }

        /// As [#toString] writes it.
        ///
        /// @throws IllegalArgumentException if it is malformed
        static All parse(String text) {
            return new All(
                    text.isEmpty()
                            ? List.of()
                            : Arrays.stream(text.split(" ", -1))
                                    .map(SavedConnection::read)
                                    .toList());
        }

        All with(SavedConnection used) {
            return new All(
                    Stream.concat(Stream.of(used), without(used).list.stream())
                            .limit(MAX)
                            .toList());
        }

        All without(SavedConnection other) {
            return new All(
                    list.stream().filter(each -> !each.address.equals(other.address)).toList());
        }

        /// As it is kept in the settings.
        @Override
        public String toString() {
            return list.stream().map(SavedConnection::written).collect(Collectors.joining(" "));
        }
    }

    private String written() {
        return Stream.of(address, Boolean.toString(tls), trust, admin, username)
                .map(field -> URLEncoder.encode(field, StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static SavedConnection read(String text) {
        String[] fields = text.split("&", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("not a connection: " + text);
        }
        for (int i = 0; i < fields.length; i++) {
            fields[i] = URLDecoder.decode(fields[i], StandardCharsets.UTF_8);
        }
        return new SavedConnection(
                fields[0], Boolean.parseBoolean(fields[1]), fields[2], fields[3], fields[4]);
    }
}
