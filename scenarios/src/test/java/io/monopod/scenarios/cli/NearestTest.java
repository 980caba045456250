package io.monopod.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class NearestTest {
    @Test
    void suggestsOnlyCloseNames() {
        var names = List.of("system_overload", "sticky_session");

        assertThat(Nearest.to("sistem_overload", names)).contains("system_overload");
        assertThat(Nearest.to("overload", names)).contains("system_overload");
        assertThat(Nearest.to("quux", names)).isEmpty();
    }
}
