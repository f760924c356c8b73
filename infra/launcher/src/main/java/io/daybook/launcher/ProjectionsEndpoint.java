package io.daybook.launcher;

import io.daybook.kernel.projection.ProjectionVersion;
import io.daybook.kernel.projection.RebuildRefused;
import io.daybook.kernel.projection.Rebuilds;
import io.daybook.web.ProblemException;
import io.daybook.web.ProblemType;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Read models and their versions. What is asked for here goes on by itself, on any node; every
/// request may be sent again.
@RestController
final class ProjectionsEndpoint {

  static final ProblemType NO_PROJECTION =
      new ProblemType(
          "operations/no-such-projection",
          404,
          "There is no read model of that name.",
          "List the projections; names are like `ordering.orders`.");

  static final ProblemType PROJECTION_IS_BUSY =
      new ProblemType(
          "operations/projection-is-busy",
          409,
          "Something else is being done with that read model.",
          "Wait until the list shows nothing next to it, or abandon what is being built.");

  static final ProblemType NO_VERSION =
      new ProblemType(
          "operations/no-such-version",
          409,
          "There is no version that this could be done with.",
          "The list shows which versions are kept and which are being built.");

  private final Rebuilds rebuilds;

  ProjectionsEndpoint(Rebuilds rebuilds) {
    this.rebuilds = rebuilds;
  }

  /// @param projections by name
  record Listing(List<ProjectionVersion> projections) {}

  @GetMapping("/ops/projections")
  Listing projections() {
    return new Listing(rebuilds.list());
  }

  @PostMapping("/ops/projections/{name}/rebuild")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ProjectionVersion rebuild(
      @PathVariable String name, @RequestParam(defaultValue = "false") boolean acceptDifference) {
    return done(name, () -> rebuilds.rebuild(name, acceptDifference));
  }

  @PostMapping("/ops/projections/{name}/rollback")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ProjectionVersion rollBack(@PathVariable String name) {
    return done(name, () -> rebuilds.rollBack(name));
  }

  @PostMapping("/ops/projections/{name}/abandon")
  ProjectionVersion abandon(@PathVariable String name) {
    return done(name, () -> rebuilds.abandon(name));
  }

  @PostMapping("/ops/projections/{name}/drop-old")
  ProjectionVersion dropOld(@PathVariable String name) {
    return done(name, () -> rebuilds.dropKept(name));
  }

  private ProjectionVersion done(String name, Runnable work) {
    try {
      work.run();
    } catch (RebuildRefused refused) {
      ProblemType type =
          switch (refused.reason()) {
            case UNKNOWN -> NO_PROJECTION;
            case BUSY -> PROJECTION_IS_BUSY;
            case MISSING -> NO_VERSION;
          };
      throw new ProblemException(type.saying(String.valueOf(refused.getMessage())));
    }
    return rebuilds.list().stream()
        .filter(it -> name.endsWith(it.name()))
        .findFirst()
        .orElseThrow();
  }
}
