package io.daybook.catalog.domain;

import io.daybook.kernel.Money;

/// One product, as far as decisions about it need to know.
public sealed interface Product {

  /// It has never been on sale.
  record NeverListed() implements Product {}

  /// It is on sale.
  record OnSale(String name, String description, String category, Money price) implements Product {

    boolean reads(String otherName, String otherDescription, String otherCategory) {
      return name.equals(otherName)
          && description.equals(otherDescription)
          && category.equals(otherCategory);
    }

    OnSale reading(String newName, String newDescription, String newCategory) {
      return new OnSale(newName, newDescription, newCategory, price);
    }

    OnSale at(Money newPrice) {
      return new OnSale(name, description, category, newPrice);
    }
  }

  /// It was on sale once.
  record Delisted() implements Product {}
}
