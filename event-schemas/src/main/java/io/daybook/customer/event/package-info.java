/// What can have happened to a customer's account. Personal fields are ciphertext, never plain.
@NullMarked
package io.daybook.customer.event;

import org.jspecify.annotations.NullMarked;
