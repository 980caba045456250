/// Configuration as records: a program declares one record for its configuration, with a [Key] on
/// each component, and [ConfigReader] fills it from a YAML file, the environment and the command
/// line.
///
/// The record is the only declaration. From it come the keys, their defaults, the environment
/// variables, the flags and the text of `--help`; ranges are checked in compact constructors, which
/// refuse with an [InvalidSetting].
///
/// A nested record is a section. The key `control.port` stands in the file as `port` below
/// `control`, in the environment as `MONOPOD_CONTROL_PORT` and on the command line as
/// `--control-port`.
///
/// Whatever is wrong ends up as a [Reading.Wrong], one line that names the key, its value, where it
/// came from and what is allowed.
@NullMarked
package io.monopod.config;

import org.jspecify.annotations.NullMarked;
