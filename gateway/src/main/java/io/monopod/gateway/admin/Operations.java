package io.monopod.gateway.admin;

import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;

import java.time.Duration;
import java.util.List;

/// What operators see and do. Where several gateways share their sessions, the leader answers, for
/// all of them. Thread-safe; every method may block for the leader's answer.
public interface Operations {
    /// The tables that can be read.
    enum Table {
        CLUSTERS,
        INSTANCES,
        SESSIONS,
        QUEUE
    }

    /// @param id rises with each event
    /// @param json as in `docs/admin-api.md`
    record Event(long id, String type, String json) {}

    /// The result of a read.
    ///
    /// @param missed how many events before the first of these are no longer kept
    /// @param last the id to pass to the next read
    record Events(List<Event> events, long missed, long last) {}

    /// The state of a table, as JSON.
    String table(Table table) throws LeaderUnknown;

    /// Where a session is placed, and why, as JSON.
    String why(SessionId session) throws LeaderUnknown;

    /// @return false if there is no such instance
    boolean drain(InstanceId instance) throws LeaderUnknown;

    /// Takes [#drain] back.
    ///
    /// @return false if there is no such instance
    boolean undrain(InstanceId instance) throws LeaderUnknown;

    /// @return false if no such session has an instance
    boolean end(SessionId session) throws LeaderUnknown;

    /// The id of the latest event.
    long lastEvent() throws LeaderUnknown, InterruptedException;

    /// The events after an id. Waits up to `maxWait` for the first.
    Events events(long after, Duration maxWait) throws LeaderUnknown, InterruptedException;
}
