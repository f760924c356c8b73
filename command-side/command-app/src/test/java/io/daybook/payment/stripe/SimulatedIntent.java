package io.daybook.payment.stripe;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A payment intent with the states that Stripe documents.
final class SimulatedIntent {

  final String id;
  final long amount;
  final Map<String, String> metadata = new HashMap<>();
  private final String currency;
  String status = "requires_payment_method";
  long received;
  long refunded;
  private @Nullable String declined;

  SimulatedIntent(String id, Map<String, String> form) {
    this.id = id;
    this.amount = Long.parseLong(form.getOrDefault("amount", "0"));
    this.currency = form.getOrDefault("currency", "");
    form.forEach((name, value) -> {
      if (name.startsWith("metadata[")) {
        metadata.put(name.substring("metadata[".length(), name.length() - 1), value);
      }
    });
  }

  void confirm(String paymentMethod) {
    if (!status.equals("requires_payment_method")) {
      throw unexpectedState();
    }
    switch (paymentMethod) {
      case "pm_card_visa" -> status = "requires_capture";
      case "pm_card_authenticationRequired" -> status = "requires_action";
      case "pm_card_chargeDeclined" -> {
        declined = "Your card was declined.";
        throw new Refusal(402, "card_error", "card_declined", "", declined);
      }
      default ->
          throw new Refusal(
              400,
              "invalid_request_error",
              "resource_missing",
              "payment_method",
              "No such PaymentMethod: '" + paymentMethod + "'");
    }
  }

  /// The shopper did what the bank asked for.
  void authenticate() {
    status = "requires_capture";
  }

  void capture(long minor) {
    if (!status.equals("requires_capture")) {
      throw unexpectedState();
    }
    if (minor > amount) {
      throw new Refusal(
          400, "invalid_request_error", "amount_too_large", "amount_to_capture", "Too much");
    }
    received = minor;
    status = "succeeded";
  }

  void cancel() {
    if (status.equals("canceled") || status.equals("succeeded")) {
      throw unexpectedState();
    }
    status = "canceled";
  }

  void refund(long minor) {
    if (minor > received - refunded) {
      throw new Refusal(
          400, "invalid_request_error", "charge_already_refunded", "", "More than is left");
    }
    refunded += minor;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("object", "payment_intent");
    json.put("amount", amount);
    json.put("amount_capturable", status.equals("requires_capture") ? amount : 0);
    json.put("amount_received", received);
    json.put("currency", currency);
    json.put("status", status);
    json.put("metadata", metadata);
    if (declined != null) {
      json.put("last_payment_error", Map.of("type", "card_error", "message", declined));
    }
    return json;
  }

  private Refusal unexpectedState() {
    return new Refusal(
        400,
        "invalid_request_error",
        "payment_intent_unexpected_state",
        "",
        "This PaymentIntent has a status of " + status + ".");
  }

  /// What Stripe answers instead.
  static final class Refusal extends RuntimeException {

    final int http;
    final transient Map<String, Object> json;

    Refusal(int http, String type, String code, String param, String message) {
      super(message);
      this.http = http;
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("type", type);
      error.put("code", code);
      error.put("message", message);
      if (!param.isEmpty()) {
        error.put("param", param);
      }
      this.json = Map.of("error", error);
    }
  }
}
