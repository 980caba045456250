package io.monopod.gateway.proxy;

import io.monopod.contract.Names;
import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.http2.HeaderList.Field;
import io.monopod.gateway.http2.HeaderRules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Which fields of one side the other side gets: all, in their order, except those that belong to
/// one connection and those between gateway and instance.
final class ForwardedFields {
    private ForwardedFields() {}

    static HeaderList of(HeaderList received) {
        return without(Set.of(), received);
    }

    /// @param replaced names that are left out too
    static HeaderList without(Set<String> replaced, HeaderList received) {
        var fields = received.fields();
        Predicate<Field> stays = field -> isForwarded(field) && !replaced.contains(field.name());
        return fields.stream().allMatch(stays)
                ? received
                : HeaderList.of(fields.stream().filter(stays).toList());
    }

    /// The fields between gateway and instance.
    static HeaderList reserved(HeaderList received) {
        List<Field> reserved = new ArrayList<>(0);
        for (var field : received.fields()) {
            if (isReserved(field)) {
                reserved.add(field);
            }
        }
        return HeaderList.of(reserved);
    }

    private static boolean isForwarded(Field field) {
        return !isReserved(field) && !HeaderRules.isConnectionSpecific(field);
    }

    private static boolean isReserved(Field field) {
        return field.name().startsWith(Names.RESERVED_PREFIX);
    }
}
