package io.monopod.datapath.splice;

import io.monopod.contract.Names;
import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.http2.header.HeaderList.Field;
import io.monopod.datapath.http2.header.HeaderRules;

import java.util.function.Predicate;

/// Selects the header fields to forward: all in their order, except connection-specific ones and
/// those between gateway and instance.
public final class ForwardedFields {
    private ForwardedFields() {}

    public static HeaderList of(HeaderList received) {
        return those(ForwardedFields::isForwarded, received);
    }

    /// The fields of a client's request that are forwarded.
    public static HeaderList of(HeaderList received, CallHandler handler) {
        if (handler.allowsReservedNames()) {
            return received;
        }
        var replaced = handler.replaced();
        return those(field -> isForwarded(field) && !replaced.contains(field.name()), received);
    }

    private static HeaderList those(Predicate<Field> stays, HeaderList received) {
        var fields = received.fields();
        return fields.stream().allMatch(stays)
                ? received
                : HeaderList.of(fields.stream().filter(stays).toList());
    }

    /// The fields between gateway and instance.
    public static HeaderList reserved(HeaderList received) {
        return HeaderList.of(
                received.fields().stream().filter(ForwardedFields::isReserved).toList());
    }

    private static boolean isForwarded(Field field) {
        return !isReserved(field) && !HeaderRules.isConnectionSpecific(field);
    }

    private static boolean isReserved(Field field) {
        return field.name().startsWith(Names.RESERVED_PREFIX);
    }
}
