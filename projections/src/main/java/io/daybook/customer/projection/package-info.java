/// Customers into their table, personal fields as ciphertext. Nothing is decrypted here.
@NullMarked
package io.daybook.customer.projection;

import org.jspecify.annotations.NullMarked;
