package io.monopod.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

class ContractErrorTest {
    private static final Path PROTO = Path.of("../proto/src/main/proto/my_service.proto");

    @Test
    void protoFileListsEveryErrorInOrder() throws IOException {
        try (var lines = Files.lines(PROTO)) {
            assertThat(lines.filter(line -> line.matches("//   [A-Z_]+ +\\d+  .*")))
                    .containsExactlyElementsOf(
                            Arrays.stream(ContractError.values())
                                    .map(ContractErrorTest::row)
                                    .toList());
        }
    }

    private static String row(ContractError error) {
        return "//   %-18s %2d  %-66s %s"
                .formatted(
                        error.code(),
                        error.code().number(),
                        error.message(),
                        error.retry() == ContractError.Retry.UNSAID ? "" : error.name())
                .stripTrailing();
    }

    @Test
    void placeholdersAreFilledInOrder() {
        assertThat(ContractError.SESSION_CONFLICT.message("a$1", "b"))
                .isEqualTo("Session conflict: was=a$1, now=b");
    }

    @Test
    void valuesThatLookLikePlaceholdersStay() {
        assertThat(ContractError.SESSION_CONFLICT.message("{new}", "{old}"))
                .isEqualTo("Session conflict: was={new}, now={old}");
    }
}
