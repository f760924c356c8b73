package io.daybook.kernel.app;

import static io.daybook.kernel.app.RejectionKind.kind;

import io.daybook.kernel.command.RequestRejection.IdempotencyKeyReused;
import io.daybook.kernel.command.RequestRejection.VersionDiffers;
import java.util.List;
import java.util.Map;

/// How the rejections that any request may meet are shown.
final class RequestRejectionKinds implements RejectionKinds {

  @Override
  public List<RejectionKind<?>> kinds() {
    return List.of(
        kind(
            IdempotencyKeyReused.class,
            "request/idempotency-key-reused",
            422,
            "The Idempotency-Key belongs to another request.",
            "Use a key once; repeat it only with the same method, path and body.",
            it -> "The key %s was used for another request.".formatted(it.key())),
        kind(
                VersionDiffers.class,
                "request/precondition-failed",
                412,
                "The resource is not at the version you expect.",
                "Read it again and decide anew; nothing happened.",
                it ->
                    "%s is at version %d, not %d."
                        .formatted(it.stream(), it.actual(), it.expected()))
            .with(it -> Map.of("version", it.actual())));
  }
}
