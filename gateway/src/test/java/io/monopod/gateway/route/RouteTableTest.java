package io.monopod.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

class RouteTableTest {
    @ParameterizedTest
    @CsvSource({
        "/a.B/Get, /a.B/Get",
        "/a.B/GetAll, /a.B",
        "/a.B/Get/More, /a.B/Get",
        "/a.B/, /a.B",
        "/a.B, /a.B",
        "/a.BC/Get, /",
        "/a.B/G, /a.B",
        "/z, /",
        "/, /"
    })
    void longestPrefixOfWholeSegmentsWins(String path, String prefix) {
        var table = table("/", "/a.B/", "/a.B/Get", "/a.C");

        assertThat(table.find(path)).extracting(Route::prefix).isEqualTo(prefix);
    }

    @Test
    void pathWithoutMatchingPrefixHasNoRoute() {
        var table = table("/a.B/Get", "/a.C/");

        assertThat(table.find("/a.B/Put")).isNull();
        assertThat(table.find("/a.A/Get")).isNull();
        assertThat(table.find("/z.Z/Get")).isNull();
        assertThat(table.find("")).isNull();
        assertThat(table().find("/a.B/Get")).isNull();
    }

    @Test
    void refusesTwoRoutesForOnePrefix() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table("/a.B", "/a.B/"))
                .withMessage("two routes for /a.B");
        assertThatIllegalArgumentException().isThrownBy(() -> table("a.B"));
    }

    @Property
    void agreesWithTryingEveryRoute(
            @ForAll("prefixes") Set<String> prefixes, @ForAll("paths") String path) {
        var table = table(prefixes.toArray(String[]::new));

        assertThat(Optional.ofNullable(table.find(path)))
                .isEqualTo(
                        table.routes().stream()
                                .filter(route -> route.covers(path))
                                .max(Comparator.comparing(route -> route.prefix().length())));
    }

    /// Few letters, so that nested prefixes and near misses are frequent.
    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.strings()
                .withChars('/', 'a', 'b')
                .ofMaxLength(8)
                .map(text -> "/" + text);
    }

    @Provide
    Arbitrary<Set<String>> prefixes() {
        return paths().map(RouteTableTest::route).map(Route::prefix).set().ofMaxSize(12);
    }

    private static RouteTable table(String... prefixes) {
        return RouteTable.of(Arrays.stream(prefixes).map(RouteTableTest::route).toList());
    }

    private static Route route(String prefix) {
        return new Route(
                prefix,
                new Cluster.Local(),
                Authentication.NONE,
                Affinity.NONE,
                OnFull.REFUSE,
                OnInstanceLoss.FAIL,
                Response.STREAM,
                false);
    }
}
