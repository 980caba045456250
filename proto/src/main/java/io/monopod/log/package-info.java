/// How the programs write their log: lines for people, or JSON for collectors, on standard error.
///
/// A message says what in words and who in `key=value` pairs behind them; the JSON form has the
/// pairs as members.
@NullMarked
package io.monopod.log;

import org.jspecify.annotations.NullMarked;
