#!/bin/sh
# Makes the console's application image, and the package of this system if it has the tools for one (Debian: fakeroot).
# Called by `./monopod package`, which builds first. The image has all of Monopod: the gateway and the instance start from it.
set -eu

: "${MONOPOD_ROOT:?is set by ./monopod package}" "${JAVA_HOME:?is set by ./monopod package}"
cd "$MONOPOD_ROOT/console-app/target"
version=${MONOPOD_VERSION:-0.1.0}
out=$PWD/package
rm -rf "$out"
mkdir -p "$out/input"

cp -R monopod-console.jar lib "$out/input/"
for program in gateway myservice; do
    mkdir -p "$out/input/$program/target"
    cp -R "$MONOPOD_ROOT/$program/target/monopod-$program.jar" "$MONOPOD_ROOT/$program/target/lib" "$out/input/$program/target/"
done

# The runtime keeps its `java`, which the gateway and the instances are started by.
"$JAVA_HOME/bin/jpackage" --type app-image --name Monopod --app-version "$version" --vendor Monopod \
    --description 'Watch clients get instances of their own' \
    --icon "$MONOPOD_ROOT/console-app/src/main/resources/io/monopod/console/icon.png" \
    --input "$out/input" --main-jar monopod-console.jar --main-class io.monopod.console.Main \
    --add-modules java.se,jdk.unsupported,jdk.management,jdk.crypto.ec,jdk.zipfs,jdk.localedata \
    --jlink-options '--strip-debug --no-man-pages --no-header-files --compress zip-6 --include-locales en' \
    --java-options '-XX:+UseG1GC -Xms48m -Xmx320m -XX:MaxNewSize=32m -XX:GCTimeRatio=1 -XX:MinHeapFreeRatio=5' \
    --java-options '-XX:MaxHeapFreeRatio=15 -XX:+UseCompactObjectHeaders -XX:TieredStopAtLevel=1' \
    --java-options '-XX:TrimNativeHeapInterval=2000 --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow' \
    --dest "$out"
printf 'monopod: %s\n' "$out/Monopod"

if command -v dpkg-deb >/dev/null && command -v fakeroot >/dev/null; then
    "$JAVA_HOME/bin/jpackage" --type deb --name monopod --app-version "$version" --vendor Monopod \
        --app-image "$out/Monopod" --linux-shortcut --linux-menu-group Development --linux-deb-maintainer monopod@localhost \
        --dest "$out"
    printf 'monopod: %s\n' "$out"/*.deb
else
    printf 'monopod: no fakeroot and dpkg-deb here, so no Debian package\n' >&2
fi
rm -rf "$out/input"
