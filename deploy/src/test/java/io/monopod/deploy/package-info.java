/// Checks the deployment files against the programs: every setting is one that a program reads, and
/// every probe asks where a program answers.
@NullMarked
package io.monopod.deploy;

import org.jspecify.annotations.NullMarked;
