/// What can be seen of orders, credit notes and sales. How they are found is not here.
@NullMarked
package io.daybook.ordering.query;

import org.jspecify.annotations.NullMarked;
