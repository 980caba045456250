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
    /// What it is for, in one line, with its unit.
    String doc();

    /// The default as one would write it; empty for none, which is right only for an
    /// [java.util.Optional], a list or a map, and for sections.
    String value() default "";
}
