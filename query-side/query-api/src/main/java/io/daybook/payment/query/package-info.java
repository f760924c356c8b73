/// What can be seen of payments. How they are found is not here.
@NullMarked
package io.daybook.payment.query;

import org.jspecify.annotations.NullMarked;
