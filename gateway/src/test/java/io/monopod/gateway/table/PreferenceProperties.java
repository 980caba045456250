package io.monopod.gateway.table;

import static io.monopod.gateway.table.TableFixture.ANNA;
import static io.monopod.gateway.table.TableFixture.START;
import static io.monopod.gateway.table.TableFixture.free;
import static io.monopod.gateway.table.TableFixture.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.Policy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class PreferenceProperties {
    @Provide
    Arbitrary<SessionId> sessions() {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .ofMinLength(1)
                .ofMaxLength(40)
                .map(SessionId::new);
    }

    @Property
    void orderOfRegistrationDoesNotMatter(
            @ForAll("sessions") SessionId session,
            @ForAll @UniqueElements @Size(min = 1, max = 20)
                    List<@IntRange(max = 999) Integer> numbers,
            @ForAll Random random) {
        var shuffled = new ArrayList<>(numbers);
        Collections.shuffle(shuffled, random);

        assertThat(table(shuffled).preference(session))
                .isEqualTo(table(numbers).preference(session));
    }

    @Property
    void orderOfOtherInstancesSurvivesARemoval(
            @ForAll("sessions") SessionId session,
            @ForAll @UniqueElements @Size(min = 2, max = 20)
                    List<@IntRange(max = 999) Integer> numbers) {
        var table = table(numbers);
        var before = table.preference(session);
        var leaving = instance(numbers.getFirst()).id();

        table.lose(leaving, LossReason.LEFT, START);

        assertThat(table.preference(session))
                .isEqualTo(before.stream().filter(id -> !id.equals(leaving)).toList());
    }

    @Property
    void sessionGetsTheFirstFreeInstanceOfItsList(
            @ForAll("sessions") SessionId session,
            @ForAll("sessions") SessionId other,
            @ForAll @UniqueElements @Size(min = 2, max = 20)
                    List<@IntRange(max = 999) Integer> numbers) {
        var table = table(numbers);
        var taken = reserve(table, other).instance().id();

        var expected =
                table.preference(session).stream()
                        .filter(id -> !id.equals(taken))
                        .findFirst()
                        .orElseThrow();

        if (!session.equals(other)) {
            assertThat(reserve(table, session).instance().id()).isEqualTo(expected);
        }
    }

    private static Grant reserve(SessionTable table, SessionId session) {
        return ((Assignment.Reserved) table.claim(session, ANNA, START)).grant();
    }

    private static SessionTable table(List<Integer> numbers) {
        var table = TableFixture.table(Policy.EXCLUSIVE);
        numbers.forEach(number -> table.register(instance(number), free(1), START));
        return table;
    }
}
