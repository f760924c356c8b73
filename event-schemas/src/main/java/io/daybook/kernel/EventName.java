package io.daybook.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The contract name and revision under which an event is stored, so that refactoring stays free.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventName {

  /// `context.fact`, such as `cart.line-set`. Never changes.
  String value();

  /// Counts up when the meaning or shape changes in a way that old readers would not understand.
  int revision() default 1;
}
