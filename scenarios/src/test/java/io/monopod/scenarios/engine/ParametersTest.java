package io.monopod.scenarios.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class ParametersTest {
    private static final List<Parameter> KNOWN =
            List.of(Parameter.clients(4, 1), Parameter.instances(3, 1));

    @Test
    void givenValuesReplaceDefaults() {
        Parameters parameters = Parameters.of(KNOWN, Map.of("clients", 9));

        assertThat(parameters.clients()).isEqualTo(9);
        assertThat(parameters.instances()).isEqualTo(3);
    }

    @Test
    void invalidParameterIsRefusedByName() {
        assertThatThrownBy(() -> Parameters.of(KNOWN, Map.of("clients", 0)))
                .hasMessage("clients must be 1 to 100000: 0");
        assertThatThrownBy(() -> Parameters.of(KNOWN, Map.of("pods", 1)))
                .hasMessage("no parameter 'pods' here; there is clients, instances");
    }
}
