package io.monopod.gateway.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RendezvousTest {
    /// The vectors of RFC 9923, appendix C (64-bit FNV-1a): gateways of different versions must
    /// agree.
    @Test
    void hashesByFnv1a() {
        assertThat(Rendezvous.fnv1a("")).isEqualTo(0xcbf29ce484222325L);
        assertThat(Rendezvous.fnv1a("a")).isEqualTo(0xaf63dc4c8601ec8cL);
        assertThat(Rendezvous.fnv1a("foobar")).isEqualTo(0x85944171f73967e8L);
    }

    /// The first outputs of SplitMix64 seeded with 0: its state after n steps is n times the golden
    /// gamma.
    @Test
    void mixesLikeSplitMix64() {
        assertThat(Rendezvous.mix(0x9e3779b97f4a7c15L)).isEqualTo(0xe220a8397b1dcdafL);
        assertThat(Rendezvous.mix(0x3c6ef372fe94f82aL)).isEqualTo(0x6e789e6aa1b965f4L);
    }

    @Test
    void spreadsSimilarSessionsEvenlyOverSimilarInstances() {
        int instances = 20;
        int sessions = 20_000;
        var hits = new int[instances];
        for (int session = 0; session < sessions; session++) {
            hits[best("integration-test-session-client" + session, instances)]++;
        }
        double expected = (double) sessions / instances;
        double chiSquare = 0;
        for (int hit : hits) {
            chiSquare += (hit - expected) * (hit - expected) / expected;
        }
        // 19 degrees of freedom: an even spread stays below 43.8 in 999 of 1,000 cases. The names
        // are constant, so the result is too.
        assertThat(chiSquare).isLessThan(43.8);
    }

    private static int best(String session, int instances) {
        int best = 0;
        for (int i = 1; i < instances; i++) {
            if (Long.compareUnsigned(score(session, i), score(session, best)) > 0) {
                best = i;
            }
        }
        return best;
    }

    private static long score(String session, int instance) {
        return Rendezvous.score(Rendezvous.hash(session), Rendezvous.hash("pod-" + instance));
    }
}
