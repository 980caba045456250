/// The files of a local system: the programs it starts, its logs, its secrets, the cache of class
/// data that makes its programs start quickly.
@NullMarked
package io.monopod.scenarios.local.files;

import org.jspecify.annotations.NullMarked;
