package io.monopod.datapath.splice;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.datapath.http2.frame.BufferBudget;
import io.monopod.datapath.proxy.Requests;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

class WholeMessagesTest {
    private static final int LIMIT = 300;

    /// Uses the messages as [ResponseFlow] does.
    private static final class Flow {
        final ReplayBudget budget = new ReplayBudget(LIMIT, BufferBudget.UNBOUNDED);
        final WholeMessages messages = new WholeMessages(LIMIT, budget);
        final ByteArrayOutputStream passed = new ByteArrayOutputStream();

        void take(byte[] bytes, int from, int length) {
            int now = messages.passable(bytes, from, length);
            if (now > 0) {
                passed.write(messages.held(), 0, messages.size());
                messages.release();
                passed.write(bytes, from, now);
            }
            messages.hold(bytes, from + now, length - now);
        }
    }

    @Property
    void onlyWholeMessagesPassHoweverTheyAreCut(
            @ForAll("messages") List<byte[]> messages, @ForAll List<Byte> cuts) {
        var flow = new Flow();
        var stream = RequestsOf.join(messages);
        var borders = RequestsOf.borders(messages);

        int at = 0;
        for (byte cut : cuts) {
            int length = Math.min(cut & 0xff, stream.length - at);
            flow.take(stream, at, length);
            at += length;
            int lastBorder = borders.headSet(at, true).last();
            assertThat(flow.passed.size()).isEqualTo(lastBorder);
            assertThat(flow.messages.isCut()).isFalse();
        }
        flow.take(stream, at, stream.length - at);

        assertThat(flow.passed.toByteArray()).isEqualTo(stream);
        assertThat(flow.budget.has(LIMIT)).isTrue();
    }

    @Test
    void messageTooLongToHoldPassesInParts() {
        var flow = new Flow();
        var message = Requests.message("x".repeat(LIMIT));

        flow.take(message, 0, LIMIT);
        assertThat(flow.passed.size()).isZero();
        flow.take(message, LIMIT, 1);
        assertThat(flow.passed.size()).isEqualTo(LIMIT + 1);
        assertThat(flow.messages.isCut()).isTrue();

        flow.take(message, LIMIT + 1, message.length - LIMIT - 1);
        assertThat(flow.passed.toByteArray()).isEqualTo(message);
        assertThat(flow.messages.isCut()).isFalse();
    }

    @Test
    void messageWithoutBudgetPassesInParts() {
        var flow = new Flow();
        flow.budget.take(LIMIT - 3);
        var message = Requests.message("hello");

        flow.take(message, 0, 3);
        assertThat(flow.passed.size()).isZero();
        flow.take(message, 3, 1);

        assertThat(flow.passed.size()).isEqualTo(4);
        assertThat(flow.budget.has(3)).isTrue();
    }

    @Test
    void restartForgetsTheHeldPart() {
        var flow = new Flow();
        flow.take(Requests.message("lost"), 0, 6);

        flow.messages.restart();
        flow.take(Requests.message("found"), 0, 10);

        assertThat(flow.passed.toByteArray()).isEqualTo(Requests.message("found"));
        assertThat(flow.budget.has(LIMIT)).isTrue();
    }

    @Provide
    Arbitrary<List<byte[]>> messages() {
        return Arbitraries.strings()
                .alpha()
                .ofMaxLength(LIMIT - 5)
                .map(Requests::message)
                .list()
                .ofMaxSize(20);
    }

    private static final class RequestsOf {
        static byte[] join(List<byte[]> messages) {
            var all = new ByteArrayOutputStream();
            messages.forEach(all::writeBytes);
            return all.toByteArray();
        }

        static NavigableSet<Integer> borders(List<byte[]> messages) {
            var borders = new TreeSet<>(List.of(0));
            messages.forEach(message -> borders.add(borders.last() + message.length));
            return borders;
        }
    }
}
