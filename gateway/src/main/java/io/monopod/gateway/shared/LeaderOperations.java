package io.monopod.gateway.shared;

import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.gateway.admin.LeaderUnknown;
import io.monopod.gateway.admin.LocalOperations;
import io.monopod.gateway.admin.Operations;
import io.monopod.proto.store.v1.AskRequest;
import io.monopod.proto.store.v1.AskResponse;
import io.monopod.proto.store.v1.EventsRequest;
import io.monopod.proto.store.v1.EventsResponse;

import java.time.Duration;

/// The operations of the whole system: the leader is asked for them, which may be this gateway.
final class LeaderOperations implements Operations {
    private final Links links;

    LeaderOperations(Links links) {
        this.links = links;
    }

    @Override
    public String table(Table table) throws LeaderUnknown {
        var wanted =
                switch (table) {
                    case CLUSTERS -> AskRequest.Table.CLUSTERS;
                    case INSTANCES -> AskRequest.Table.INSTANCES;
                    case SESSIONS -> AskRequest.Table.SESSIONS;
                    case QUEUE -> AskRequest.Table.QUEUE;
                };
        return ask(AskRequest.newBuilder().setTable(wanted)).getJson();
    }

    @Override
    public String why(SessionId session) throws LeaderUnknown {
        return ask(AskRequest.newBuilder().setWhy(session.value())).getJson();
    }

    @Override
    public boolean drain(InstanceId instance) throws LeaderUnknown {
        return ask(AskRequest.newBuilder().setDrain(instance.value())).getDone();
    }

    @Override
    public boolean undrain(InstanceId instance) throws LeaderUnknown {
        return ask(AskRequest.newBuilder().setUndrain(instance.value())).getDone();
    }

    @Override
    public boolean end(SessionId session) throws LeaderUnknown {
        return ask(AskRequest.newBuilder().setEnd(session.value())).getDone();
    }

    @Override
    public long lastEvent() throws LeaderUnknown, InterruptedException {
        try {
            return link().events(EventsRequest.getDefaultInstance()).getLast();
        } catch (LeaderAway e) {
            throw new LeaderUnknown(e);
        }
    }

    @Override
    public Events events(long after, Duration maxWait) throws LeaderUnknown, InterruptedException {
        try {
            var request =
                    EventsRequest.newBuilder()
                            .setAfter(after)
                            .setMaxWait(Messages.of(maxWait))
                            .build();
            var read = link().events(request);
            var events =
                    read.getEventsList().stream()
                            .map(
                                    event ->
                                            new Event(
                                                    event.getId(),
                                                    event.getType(),
                                                    event.getJson()))
                            .toList();
            return new Events(events, read.getMissed(), read.getLast());
        } catch (LeaderAway e) {
            throw new LeaderUnknown(e);
        }
    }

    private AskResponse ask(AskRequest.Builder request) throws LeaderUnknown {
        try {
            return link().ask(request.build());
        } catch (LeaderAway e) {
            throw new LeaderUnknown(e);
        }
    }

    private LeaderLink link() throws LeaderUnknown {
        var link = links.now();
        if (link == null) {
            throw new LeaderUnknown();
        }
        return link;
    }

    /// Answers another gateway with this one's operations.
    static AskResponse answer(LocalOperations own, AskRequest request) {
        return switch (request.getQuestionCase()) {
            case TABLE -> text(own.table(table(request.getTable())));
            case WHY -> text(own.why(new SessionId(request.getWhy())));
            case END -> done(own.end(new SessionId(request.getEnd())));
            case DRAIN -> done(own.drain(new InstanceId(request.getDrain())));
            case UNDRAIN -> done(own.undrain(new InstanceId(request.getUndrain())));
            case QUESTION_NOT_SET -> throw new IllegalArgumentException("no known question");
        };
    }

    private static AskResponse text(String json) {
        return AskResponse.newBuilder().setJson(json).build();
    }

    private static AskResponse done(boolean done) {
        return AskResponse.newBuilder().setDone(done).build();
    }

    private static Table table(AskRequest.Table table) {
        return switch (table) {
            case CLUSTERS -> Table.CLUSTERS;
            case INSTANCES -> Table.INSTANCES;
            case SESSIONS -> Table.SESSIONS;
            case QUEUE -> Table.QUEUE;
            case UNRECOGNIZED -> throw new IllegalArgumentException("no known table");
        };
    }

    static EventsResponse answer(LocalOperations own, EventsRequest request)
            throws InterruptedException {
        if (!request.hasAfter()) {
            return EventsResponse.newBuilder().setLast(own.lastEvent()).build();
        }
        var read = own.events(request.getAfter(), Messages.of(request.getMaxWait()));
        var response = EventsResponse.newBuilder().setMissed(read.missed()).setLast(read.last());
        read.events()
                .forEach(
                        event ->
                                response.addEventsBuilder()
                                        .setId(event.id())
                                        .setType(event.type())
                                        .setJson(event.json()));
        return response.build();
    }
}
