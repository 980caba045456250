package io.monopod.gateway.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.gateway.assign.Refusal;
import io.monopod.proto.store.v1.Refused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/// The leader's refusals reach the gateway that asked it as they were.
class MessagesTest {
    /// Every refusal of a session that the table can give.
    static Stream<Refusal> refusals() throws ReflectiveOperationException {
        var found =
                Stream.concat(
                        records(Refusal.NoInstance.class),
                        Stream.of(Refusal.NotOwner.class, Refusal.SessionLost.class));
        var examples = Stream.<Refusal>builder();
        for (var type : found.toList()) {
            examples.add(example(type));
        }
        return examples.build();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusalOfTheLeaderIsPassedOn(Refusal refusal) {
        assertThat(Messages.refusal(Messages.refused(refusal))).isEqualTo(refusal);
    }

    @Test
    void whatALaterVersionSaysIsUnavailable() {
        var reason = Refused.newBuilder().setReasonValue(1_000).build();
        var cause =
                Refused.newBuilder()
                        .setReason(Refused.Reason.BACKEND_UNAVAILABLE)
                        .setCause("NOT_YET_THOUGHT_OF")
                        .build();

        assertThat(Messages.refusal(reason)).isEqualTo(new Refusal.StoreUnavailable());
        assertThat(Messages.refusal(cause)).isInstanceOf(Refusal.BackendUnavailable.class);
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(MessagesTest::records);
    }

    private static Refusal example(Class<?> type) throws ReflectiveOperationException {
        var parts = type.getRecordComponents();
        var types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = value(types[i], i + 1);
        }
        return (Refusal) type.getDeclaredConstructor(types).newInstance(values);
    }

    private static Object value(Class<?> type, int number) {
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return type == Duration.class ? Duration.ofMillis(1_500L * number) : number;
    }
}
