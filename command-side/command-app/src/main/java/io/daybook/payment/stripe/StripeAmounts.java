package io.daybook.payment.stripe;

import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import java.util.Locale;
import java.util.Set;

/// Money as Stripe writes it: minor units and a code in small letters.
final class StripeAmounts {

  /// Where Stripe's minor unit is not that of ISO 4217: the amount would be wrong a hundredfold.
  private static final Set<String> COUNTED_OTHERWISE = Set.of("ISK", "MGA", "UGX");

  private StripeAmounts() {}

  /// @throws IllegalStateException when Stripe counts this currency in other units than we do
  static String code(Money money) {
    String code = money.currency().value();
    if (COUNTED_OTHERWISE.contains(code)) {
      throw new IllegalStateException("Stripe counts " + code + " in units of its own");
    }
    return code.toLowerCase(Locale.ROOT);
  }

  static Money money(long minor, String code) {
    return Money.of(minor, new Currency(code.toUpperCase(Locale.ROOT)));
  }
}
