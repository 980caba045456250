package io.monopod.myservice.instance;

import io.monopod.contract.InstanceId;

import java.util.random.RandomGenerator;

/// Makes a process's identity: its name, and some letters of its own, because the next process at
/// the same place is another instance.
final class Incarnation {
    /// 27^6: two processes of one name are alike once in 400 million.
    static final int LENGTH = 6;

    /// No vowels and nothing that looks like something else, as in Kubernetes' names.
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private Incarnation() {}

    static InstanceId of(String name, RandomGenerator random) {
        var letters = new StringBuilder(name).append('-');
        for (int i = 0; i < LENGTH; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new InstanceId(letters.toString());
    }
}
