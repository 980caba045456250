package io.monopod.scenarios.event;

import java.util.Map;

/// The `google.rpc.ErrorInfo` of a refusal (https://google.aip.dev/193).
public record ErrorDetail(String reason, String domain, Map<String, String> metadata) {
    public ErrorDetail {
        metadata = Map.copyOf(metadata);
    }
}
