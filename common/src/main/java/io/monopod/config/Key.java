package io.monopod.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Declares a component of a configuration record to be a key, named like the component but with
/// dashes (`keyFile` is `key-file`), or, if its type is a record of such components, a section.
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Key {
    /// The purpose of the key, in one line, with its unit.
    String doc();

    /// The default, as a user would write it. Empty means no default, which is valid only for an
    /// [java.util.Optional], a list or a map, and for sections.
    String value() default "";
}
