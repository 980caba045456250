package io.monopod.gateway.table;

import java.util.Comparator;

/// Rendezvous hashing (Thaler and Ravishankar, "Using name-based mappings to increase hit rates",
/// IEEE/ACM Transactions on Networking, 1998): every instance has a score for every session, and a
/// session's instances, highest score first, are its preference list.
///
/// The exact definition, so that every gateway of every version agrees:
///
/// ```
/// H(id)                    = mix(FNV-1a-64(the ASCII bytes of id))       RFC 9923
/// score(session, instance) = mix(H(session) xor H(instance))             compared as unsigned
/// mix                      = the output function of SplitMix64 (Steele, Lea and Flood, "Fast
///                            splittable pseudorandom number generators", OOPSLA 2014; constants of
///                            Stafford's variant 13)
/// equal scores             : the instance whose id is lower in ASCII order comes first
/// ```
///
/// FNV-1a alone would rank similar names alike. `mix` spreads them: it is a bijection in which
/// every input bit affects every output bit. A score costs one `mix`, because both hashes are kept.
final class Rendezvous {
    private static final long FNV_OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Rendezvous() {}

    static long hash(String id) {
        return mix(fnv1a(id));
    }

    static long score(long sessionHash, long instanceHash) {
        return mix(sessionHash ^ instanceHash);
    }

    /// Orders instances by their score for the session, best first.
    static Comparator<InstanceEntry> preference(long sessionHash) {
        Comparator<InstanceEntry> byScore =
                (left, right) ->
                        Long.compareUnsigned(
                                score(sessionHash, right.hash()), score(sessionHash, left.hash()));
        return byScore.thenComparing(entry -> entry.instance().id().value());
    }

    static long fnv1a(String ascii) {
        long hash = FNV_OFFSET_BASIS;
        for (int i = 0; i < ascii.length(); i++) {
            hash = (hash ^ ascii.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
