package io.monopod.gateway.admin;

import jakarta.json.Json;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// The gateways that share their sessions, as the asked one knows them.
///
/// @param self the id of the asked gateway
/// @param leader the id of the gateway that decides; null if none is known
/// @param term rises with each change of the leader; 0 without a store
/// @param store whether the store answers the asked gateway; true without one
public record GatewayList(
        String self, @Nullable String leader, long term, boolean store, Collection<Entry> members) {
    /// @param control the address of its control listener
    public record Entry(String id, String control) {}

    /// A gateway that shares nothing.
    public static GatewayList alone(String control) {
        var self = new Entry("self", control);
        return new GatewayList(self.id(), self.id(), 0, true, List.of(self));
    }

    /// As JSON.
    @Override
    public String toString() {
        var list = Json.createArrayBuilder();
        members.stream()
                .sorted(Comparator.comparing(Entry::control))
                .forEach(
                        member ->
                                list.add(
                                        Json.createObjectBuilder()
                                                .add("id", member.id())
                                                .add("control", member.control())
                                                .add("leads", member.id().equals(leader))));
        return Json.createObjectBuilder()
                .add("self", self)
                .add("term", term)
                .add("led", leader != null)
                .add("store", store ? "connected" : "away")
                .add("gateways", list)
                .build()
                .toString();
    }
}
