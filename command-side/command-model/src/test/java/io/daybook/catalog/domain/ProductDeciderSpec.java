package io.daybook.catalog.domain;

import io.daybook.catalog.command.ProductCommand;
import io.daybook.catalog.command.ProductCommand.ChangePrice;
import io.daybook.catalog.command.ProductCommand.DelistProduct;
import io.daybook.catalog.command.ProductCommand.ListProduct;
import io.daybook.catalog.command.ProductCommand.ReviseProduct;
import io.daybook.catalog.command.ProductRejection.PriceCurrencyDiffers;
import io.daybook.catalog.command.ProductRejection.PriceOutOfRange;
import io.daybook.catalog.command.ProductRejection.ProductAlreadyListed;
import io.daybook.catalog.command.ProductRejection.ProductNotListed;
import io.daybook.catalog.event.ProductEvent;
import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.catalog.event.ProductEvent.ProductDelisted;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.catalog.event.ProductEvent.ProductRevised;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.domain.RuleBook;
import org.junit.jupiter.api.Test;

class ProductDeciderSpec extends RuleBook<ProductCommand, Product, ProductEvent> {

  private static final Sku MUG = new Sku("85123A");

  ProductDeciderSpec() {
    super(new ProductDecider());
  }

  @Test
  void a_product_is_listed_once() {
    given().when(list("Mug", 255)).then(listed("Mug", 255));
    given(listed("Mug", 255)).when(list("Mug", 255)).thenNothing();
  }

  @Test
  void a_listed_product_is_not_listed_as_something_else() {
    given(listed("Mug", 255)).when(list("Cup", 255)).thenRejected(new ProductAlreadyListed(MUG));
    given(listed("Mug", 255)).when(list("Mug", 295)).thenRejected(new ProductAlreadyListed(MUG));
  }

  @Test
  void a_delisted_product_may_be_listed_anew() {
    given(listed("Mug", 255), delisted()).when(list("Cup", 300)).then(listed("Cup", 300));
  }

  @Test
  void a_price_is_never_below_zero_nor_beyond_all_measure() {
    given().when(list("Mug", -1)).thenRejected(new PriceOutOfRange(MUG, gbp(-1)));
    given(listed("Mug", 255))
        .when(price(1_000_000_001))
        .thenRejected(new PriceOutOfRange(MUG, gbp(1_000_000_001)));
    given(listed("Mug", 255)).when(price(1_000_000_000)).then(priced(1_000_000_000, 255));
    given().when(list("Gift", 0)).then(listed("Gift", 0));
  }

  @Test
  void texts_are_revised_together() {
    given(listed("Mug", 255)).when(revise("Cup")).then(revised("Cup"));
    given(listed("Mug", 255), revised("Cup")).when(revise("Cup")).thenNothing();
    given(listed("Mug", 255), revised("Cup")).when(list("Cup", 255)).thenNothing();
  }

  @Test
  void a_price_change_tells_the_old_price() {
    given(listed("Mug", 255)).when(price(295)).then(priced(295, 255));
    given(listed("Mug", 255), priced(295, 255)).when(price(310)).then(priced(310, 295));
  }

  @Test
  void the_same_price_is_no_change() {
    given(listed("Mug", 255)).when(price(255)).thenNothing();
  }

  @Test
  void a_product_keeps_its_currency() {
    given(listed("Mug", 255))
        .when(new ChangePrice(MUG, Money.of(255, new Currency("EUR"))))
        .thenRejected(new PriceCurrencyDiffers(MUG, Currency.GBP));
  }

  @Test
  void what_is_not_on_sale_does_not_change() {
    given().when(revise("Cup")).thenRejected(new ProductNotListed(MUG));
    given().when(price(295)).thenRejected(new ProductNotListed(MUG));
    given(listed("Mug", 255), delisted()).when(price(295)).thenRejected(new ProductNotListed(MUG));
  }

  @Test
  void a_product_is_delisted_once() {
    given(listed("Mug", 255)).when(new DelistProduct(MUG, "sold off")).then(delisted());
    given(listed("Mug", 255), delisted()).when(new DelistProduct(MUG, "again")).thenNothing();
    given().when(new DelistProduct(MUG, "never")).thenRejected(new ProductNotListed(MUG));
  }

  private static ProductCommand list(String name, long price) {
    return new ListProduct(MUG, name, "", "Kitchen", gbp(price));
  }

  private static ProductCommand revise(String name) {
    return new ReviseProduct(MUG, name, "", "Kitchen");
  }

  private static ProductCommand price(long price) {
    return new ChangePrice(MUG, gbp(price));
  }

  private static ProductEvent listed(String name, long price) {
    return new ProductListed(MUG, name, "", "Kitchen", gbp(price));
  }

  private static ProductEvent revised(String name) {
    return new ProductRevised(MUG, name, "", "Kitchen");
  }

  private static ProductEvent priced(long price, long previous) {
    return new PriceChanged(MUG, gbp(price), gbp(previous));
  }

  private static ProductEvent delisted() {
    return new ProductDelisted(MUG, "sold off");
  }

  private static Money gbp(long minor) {
    return Money.of(minor, Currency.GBP);
  }
}
