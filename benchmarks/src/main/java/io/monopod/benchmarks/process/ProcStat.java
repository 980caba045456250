package io.monopod.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Figures of processes from Linux's `/proc` (proc(5)).
public final class ProcStat {
    /// `/proc` counts CPU time in ticks of USER_HZ, which is 100 on every Linux.
    private static final long MICROS_A_TICK = 10_000;

    /// Counted from the field after the command's closing parenthesis, which is field 3.
    private static final int UTIME = 14 - 3;

    private static final int STIME = 15 - 3;

    private ProcStat() {}

    /// User and system time of all the processes, in microseconds.
    public static long cpuMicros(List<Long> pids) throws IOException {
        long ticks = 0;
        for (var pid : pids) {
            var stat = Files.readString(Path.of("/proc", pid.toString(), "stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            ticks += Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
        }
        return ticks * MICROS_A_TICK;
    }

    /// Resident memory of all the processes, in bytes. Shared pages count in each.
    public static long residentBytes(List<Long> pids) throws IOException {
        long bytes = 0;
        for (var pid : pids) {
            for (var line : Files.readAllLines(Path.of("/proc", pid.toString(), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    bytes += Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
        }
        return bytes;
    }
}
