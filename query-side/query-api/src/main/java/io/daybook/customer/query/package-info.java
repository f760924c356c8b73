/// What can be seen of customers. How they are found is not here.
@NullMarked
package io.daybook.customer.query;

import org.jspecify.annotations.NullMarked;
