package io.monopod.gateway.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Places join, leave, dequeue and requeue; each knows at once how many are ahead.
class WaitingRoomOrderTest {
    private static final UserName ANNA = new UserName("anna");

    private final WaitingRoom room = new WaitingRoom(10_000);

    /// In order of arrival.
    private final List<WaitingRoom.Place> present = new ArrayList<>();

    private int came;

    @Property(tries = 200)
    void positionsCountThePlacesAhead(
            @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 999) Integer> steps) {
        for (int step : steps) {
            take(step);
            check();
        }
    }

    private void take(int step) {
        if (present.isEmpty() || step % 10 < 3) {
            // Several times the initial size of the numbering.
            for (int i = 0; i < step % 100; i++) {
                come();
            }
            return;
        }
        var place = present.get(step % present.size());
        switch (step % 10) {
            case 3, 4 -> room.dequeue(place.session());
            case 5, 6 -> room.requeue(place.session());
            default -> {
                for (int i = present.size(); i > 5; i -= 2) {
                    go(present.get(i / 2));
                }
            }
        }
    }

    private void come() {
        var place = room.open(new SessionId("session-" + came++), ANNA, Instant.EPOCH);
        room.join(place);
        present.add(place);
    }

    private void go(WaitingRoom.Place place) {
        room.leave(place);
        present.remove(place);
    }

    private void check() {
        int ahead = 0;
        for (var place : present) {
            if (room.isInLine(place)) {
                assertThat(room.ahead(place)).isEqualTo(ahead++);
            }
        }
        assertThat(room.size()).isEqualTo(ahead);
        assertThat(room.inLine(ANNA)).isEqualTo(ahead);
        assertThat(List.copyOf(room.line()))
                .isEqualTo(present.stream().filter(room::isInLine).toList());
    }
}
