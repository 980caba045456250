package io.monopod.agent.process;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/// A share of the machine's CPUs, like `0.5` or `2`.
public record Cpus(String text) {
    private static final Pattern FORM = Pattern.compile("\\d{1,4}(\\.\\d{1,2})?");

    /// Of the kernel's default length.
    private static final int PERIOD_MICROS = 100_000;

    /// @throws IllegalArgumentException if the text is no such number, or too small for the kernel
    public Cpus {
        if (!FORM.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
            throw new IllegalArgumentException("a number of CPUs like 0.5 or 2, at least 0.01");
        }
    }

    /// For `cpu.max`: the time in microseconds that may be used, and of how much.
    String quota() {
        long micros = new BigDecimal(text).multiply(BigDecimal.valueOf(PERIOD_MICROS)).longValue();
        return micros + " " + PERIOD_MICROS;
    }

    @Override
    public String toString() {
        return text;
    }
}
