package io.monopod.gateway.http2;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Whatever octets come, and however they are cut: the same frames, the same header lists and the
/// same error, and nothing else.
class FrameReaderFuzzTest {
    private static final int MAX_HEADER_LIST_SIZE = 4096;

    @FuzzTest(maxDuration = "10m")
    void cutsMakeNoDifference(byte[] octets) throws IOException {
        var atOnce = trail(octets, Math.max(1, octets.length));

        assertThat(trail(octets, 1)).isEqualTo(atOnce);
        assertThat(trail(octets, 7)).isEqualTo(atOnce);
    }

    /// All that a reader makes of the octets.
    ///
    /// @param heads and the error, if there is one, that comes after them
    private record Trail(List<String> frames, List<String> heads) {}

    private static Trail trail(byte[] octets, int chunk) throws IOException {
        var decoder = new HeaderDecoder<HeaderList>(MAX_HEADER_LIST_SIZE, list -> list);
        var frames =
                new FrameReader<String>(
                        (id, bytes, from, length, end) ->
                                id + " " + end + " " + fields(decoder.decode(bytes, from, length)),
                        MAX_HEADER_LIST_SIZE);
        var transport = new Chunks(octets, chunk);
        var trail = new Trail(new ArrayList<>(), new ArrayList<>());
        while (frames.failure() == null && frames.read(transport)) {
            do {
                frames.cut();
                collect(frames, trail);
            } while (frames.hasMore());
        }
        return trail;
    }

    private static void collect(FrameReader<String> frames, Trail trail) {
        for (int at = frames.nextFrame(); at >= 0; at = frames.nextFrame()) {
            var bytes = frames.array();
            trail.frames.add(Frame.type(bytes, at) + "+" + Frame.length(bytes, at));
        }
        trail.heads.addAll(frames.abandonedHeads());
        var failure = frames.failure();
        if (failure != null) {
            trail.heads.add(failure.code().toString());
        }
    }

    private static String fields(@Nullable HeaderList list) {
        return list == null ? "too large" : list.fields().toString();
    }
}
