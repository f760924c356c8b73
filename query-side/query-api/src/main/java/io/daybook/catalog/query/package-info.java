/// What can be seen of products. How they are found is not here.
@NullMarked
package io.daybook.catalog.query;

import org.jspecify.annotations.NullMarked;
