package io.monopod.instance;

import io.monopod.contract.InstanceId;

import java.util.random.RandomGenerator;

/// Makes a process's identity: its name plus random letters, because the next process at the same
/// address is another instance.
final class ProcessId {
    /// 27^6: the chance that two processes of one name collide is 1 in 400 million.
    static final int LENGTH = 6;

    /// No vowels and no similar-looking characters, as in Kubernetes' generated names.
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private ProcessId() {}

    static InstanceId of(String name, RandomGenerator random) {
        var letters = new StringBuilder(name).append('-');
        for (int i = 0; i < LENGTH; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new InstanceId(letters.toString());
    }
}
