/// Configuration as records: a program declares one record for its configuration, with a [Key] on
/// each component, and [ConfigReader] fills it from a YAML file, the environment and the command
/// line.
///
/// The record is the only declaration. The keys, their defaults, the environment variables, the
/// flags and the text of `--help` all come from it. Compact constructors check ranges and throw an
/// [InvalidSetting].
///
/// A nested record is a section. The key `control.port` is `port` under `control` in the file,
/// `MONOPOD_CONTROL_PORT` in the environment and `--control-port` on the command line.
///
/// Every error becomes a [Reading.Wrong]: one line that names the key, its value, its origin and
/// what is allowed.
@NullMarked
package io.monopod.config;

import org.jspecify.annotations.NullMarked;
