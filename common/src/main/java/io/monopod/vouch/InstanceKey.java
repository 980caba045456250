package io.monopod.vouch;

import io.monopod.contract.InstanceId;

/// The key that an instance registers with. The process makes it, and only the process and its
/// gateway know it. Each proves itself to the other with it.
public record InstanceKey(MacKey key) {
    private static final String REGISTRY = "monopod registry";
    private static final String CONTROL = "monopod control";
    private static final String VOUCHER = "monopod voucher";

    public static InstanceKey random() {
        return new InstanceKey(MacKey.random());
    }

    /// @throws IllegalArgumentException if the length is not [MacKey#BYTES]
    public static InstanceKey of(byte[] bytes) {
        return new InstanceKey(MacKey.of(bytes));
    }

    /// The instance's proof to the registry, in heartbeats and when it deregisters.
    public String registryProof(InstanceId instance) {
        return key.mac(REGISTRY, instance.value());
    }

    public boolean provesRegistry(String proof, InstanceId instance) {
        return key.matches(proof, REGISTRY, instance.value());
    }

    /// The gateway's proof to the instance when it binds and ends sessions.
    public String controlProof(InstanceId instance) {
        return key.mac(CONTROL, instance.value());
    }

    public boolean provesControl(String proof, InstanceId instance) {
        return key.matches(proof, CONTROL, instance.value());
    }

    /// The voucher that authenticates a gateway's statement.
    public String voucher(Statement statement) {
        return key.mac(parts(statement));
    }

    public boolean vouches(String voucher, Statement statement) {
        return key.matches(voucher, parts(statement));
    }

    private static String[] parts(Statement statement) {
        return new String[] {
            VOUCHER,
            statement.instance().value(),
            statement.session().value(),
            statement.epoch().toString(),
            statement.user().value(),
            statement.role().value()
        };
    }
}
