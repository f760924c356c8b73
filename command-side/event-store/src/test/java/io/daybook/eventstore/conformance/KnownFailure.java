package io.daybook.eventstore.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A test that a candidate is known not to pass. The build fails when it passes after all, or fails
/// in another way.
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(KnownFailures.class)
@interface KnownFailure {

  /// The method's name.
  String test();

  /// One of these is part of how it fails.
  String[] symptom();

  /// Why it does, in one sentence, as the documentation has it.
  String why();

  /// Whether it depends on luck, so that it may also pass.
  boolean sometimes() default false;
}
