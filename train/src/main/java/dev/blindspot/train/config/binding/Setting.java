package dev.blindspot.train.config.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one key of the YAML configuration, on the record component that holds it. The reader,
 * the schema for editors and the printed configuration all read this one declaration.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /** What the setting does, with its unit; shown by editors. */
  String about();

  /**
   * The default as YAML text; empty when the key is required (or may be absent, for a nullable
   * component).
   */
  String byDefault() default "";

  /** The key, where it is not the component's own name. */
  String key() default "";

  /**
   * Whether the text is a path: relative ones start from the folder of the file that states them.
   */
  boolean path() default false;
}
