package dev.symbolon.base.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says in one sentence what a setting does; stands on a record component, whose name in kebab-case
 * is the key. The reference page and {@code symbolon config} show it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** The sentence, for those who run the server. */
    String value();
}
