package io.monopod.datapath.http2.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.monopod.datapath.http2.header.HeaderDecoder;
import io.monopod.datapath.http2.header.HeaderList;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The same bytes give the same frames, header lists and error, however they are split into reads.
class FrameReaderFuzzTest {
    private static final int MAX_HEADER_LIST_SIZE = 4096;

    @FuzzTest(maxDuration = "10m")
    void cutsMakeNoDifference(byte[] raw) throws IOException {
        var atOnce = trail(raw, Math.max(1, raw.length));

        assertThat(trail(raw, 1)).isEqualTo(atOnce);
        assertThat(trail(raw, 7)).isEqualTo(atOnce);
    }

    /// What a reader makes of the bytes.
    ///
    /// @param heads the header lists, then the error if there is one
    private record Trail(List<String> frames, List<String> heads) {}

    private static Trail trail(byte[] raw, int chunk) throws IOException {
        var decoder = new HeaderDecoder<HeaderList>(MAX_HEADER_LIST_SIZE, list -> list);
        var frames =
                new FrameReader<String>(
                        (id, bytes, from, length, end) ->
                                id + " " + end + " " + fields(decoder.decode(bytes, from, length)),
                        MAX_HEADER_LIST_SIZE);
        var transport = new Chunks(raw, chunk);
        var trail = new Trail(new ArrayList<>(), new ArrayList<>());
        while (frames.failure() == null && frames.read(transport)) {
            do {
                frames.parse();
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
