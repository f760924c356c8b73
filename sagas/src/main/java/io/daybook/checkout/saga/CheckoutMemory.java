package io.daybook.checkout.saga;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.daybook.axon.EventJson;
import io.daybook.checkout.process.CheckoutState;
import io.daybook.checkout.process.Limit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What a checkout remembers from one event to the next.
///
/// @param deadline what it waits for no longer than that; null when it waits for nothing
record CheckoutMemory(CheckoutState state, @Nullable Deadline deadline) {

  static final CheckoutMemory NONE = new CheckoutMemory(new CheckoutState.NotStarted(), null);

  private static final JsonMapper JSON =
      EventJson.configure(JsonMapper.builder())
          .addMixIn(CheckoutState.class, NamedStates.class)
          .build();

  CheckoutMemory in(CheckoutState next) {
    return new CheckoutMemory(next, deadline);
  }

  CheckoutMemory until(@Nullable Deadline next) {
    return new CheckoutMemory(state, next);
  }

  String toJson() {
    return JSON.writeValueAsString(this);
  }

  static CheckoutMemory ofJson(String json) {
    return JSON.readValue(json, CheckoutMemory.class);
  }

  record Deadline(Instant at, Limit limit) {}

  /// The names under which states are kept; a name is never given to another state.
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = CheckoutState.NotStarted.class, name = "not-started"),
    @JsonSubTypes.Type(value = CheckoutState.Placing.class, name = "placing"),
    @JsonSubTypes.Type(value = CheckoutState.Reserving.class, name = "reserving"),
    @JsonSubTypes.Type(value = CheckoutState.Paying.class, name = "paying"),
    @JsonSubTypes.Type(value = CheckoutState.Confirming.class, name = "confirming"),
    @JsonSubTypes.Type(value = CheckoutState.Rejecting.class, name = "rejecting"),
    @JsonSubTypes.Type(value = CheckoutState.Capturing.class, name = "capturing"),
    @JsonSubTypes.Type(value = CheckoutState.Over.class, name = "over")
  })
  private interface NamedStates {}
}
