/// The rules of customer accounts. Encryption and the uniqueness of e-mail addresses are not here.
@NullMarked
package io.daybook.customer.domain;

import org.jspecify.annotations.NullMarked;
