/// The rules of an order's one payment. The provider is not called from here.
@NullMarked
package io.daybook.payment.domain;

import org.jspecify.annotations.NullMarked;
