package io.daybook.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MoneySpec {

  private static final Money EURO = Money.of(100, new Currency("EUR"));

  @Test
  void money_adds_up_to_the_penny() {
    assertThat(gbp(255).times(6).plus(gbp(1)).minus(gbp(31))).isEqualTo(gbp(1_500));
  }

  @Test
  void a_sum_that_does_not_fit_is_an_error_and_not_a_wrong_sum() {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> gbp(Long.MAX_VALUE).plus(gbp(1)));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> gbp(Long.MIN_VALUE).minus(gbp(1)));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> gbp(Long.MAX_VALUE).times(2));
  }

  @Test
  void two_currencies_do_not_add_up() {
    assertThatIllegalArgumentException().isThrownBy(() -> gbp(1).plus(EURO));
    assertThatIllegalArgumentException().isThrownBy(() -> gbp(1).minus(EURO));
    assertThatIllegalArgumentException().isThrownBy(() -> gbp(1).compareTo(EURO));
  }

  @Test
  void an_amount_is_within_a_limit_of_its_own_currency() {
    assertThat(gbp(100).isWithin(gbp(100))).isTrue();
    assertThat(gbp(101).isWithin(gbp(100))).isFalse();
    assertThat(gbp(1).isWithin(EURO)).isFalse();
  }

  @Test
  void a_currency_is_one_that_exists() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Currency("XYZ"));
  }

  private static Money gbp(long minor) {
    return Money.of(minor, Currency.GBP);
  }
}
