/// Answers about customers. Personal fields are decrypted here, for the answer only.
@NullMarked
package io.daybook.customer.view;

import org.jspecify.annotations.NullMarked;
