package io.monopod.benchmarks.load;

import java.util.List;

/// A load: a number of connections, and of concurrent calls on each.
///
/// @param name in the JSON file
/// @param title in the table
public record LoadCase(String name, String title, int connections, int streams, Call call) {
    public static final LoadCase ECHO_1X1 =
            new LoadCase("echo_1x1", "Unary echo, 1 connection x 1 stream", 1, 1, Call.ECHO);
    public static final LoadCase ECHO_8X2 =
            new LoadCase("echo_8x2", "Unary echo, 8 x 2", 8, 2, Call.ECHO);
    public static final LoadCase ECHO_8X32 =
            new LoadCase("echo_8x32", "Unary echo, 8 x 32", 8, 32, Call.ECHO);
    public static final LoadCase STREAM_8X4 =
            new LoadCase(
                    "stream_8x4",
                    "Server streams of 1,000 messages of 1 KiB, 8 x 4 (messages)",
                    8,
                    4,
                    Call.STREAM);
    public static final LoadCase REFUSED_8X32 =
            new LoadCase(
                    "refused_8x32", "Refused, all instances busy, 8 x 32", 8, 32, Call.REFUSED);

    public static final List<LoadCase> ALL =
            List.of(ECHO_1X1, ECHO_8X2, ECHO_8X32, STREAM_8X4, REFUSED_8X32);

    int inFlight() {
        return connections * streams;
    }
}
