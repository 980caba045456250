/// How the programs log: text for people, or JSON for collectors, on standard error.
///
/// A message says what happened, followed by `key=value` pairs; the JSON form has the pairs as
/// members.
@NullMarked
package io.monopod.log;

import org.jspecify.annotations.NullMarked;
