package io.daybook.kernel.app;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.daybook.kernel.command.Rejection;
import io.daybook.web.Problem;
import io.daybook.web.ProblemCatalogue;
import io.daybook.web.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Every kind of rejection there is. Immutable.
public final class Rejections implements ProblemCatalogue {

  private final Map<Class<?>, RejectionKind<?>> byClass;
  private final Map<String, RejectionKind<?>> byPath;

  public Rejections(List<RejectionKinds> contexts) {
    List<RejectionKind<?>> all =
        contexts.stream().<RejectionKind<?>>flatMap(it -> it.kinds().stream()).toList();
    byClass =
        all.stream().collect(toUnmodifiableMap(RejectionKind::rejection, Function.identity()));
    byPath =
        all.stream().collect(toUnmodifiableMap(it -> it.problem().path(), Function.identity()));
  }

  /// The problem that a caller sees.
  public Problem problemOf(Rejection rejection) {
    return kindOf(rejection).problemOf(rejection);
  }

  @Override
  public List<ProblemType> types() {
    return byClass.values().stream().<ProblemType>map(RejectionKind::problem).toList();
  }

  /// The name under which a rejection is stored: its problem's path, which never changes.
  String nameOf(Rejection rejection) {
    return kindOf(rejection).problem().path();
  }

  /// The reverse of [#nameOf].
  Class<? extends Rejection> classOf(String name) {
    return requireNonNull(byPath.get(name), name).rejection();
  }

  private RejectionKind<?> kindOf(Rejection rejection) {
    return requireNonNull(byClass.get(rejection.getClass()), () -> "Nobody names " + rejection);
  }
}
