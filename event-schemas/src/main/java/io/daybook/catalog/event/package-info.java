/// What can have happened to a product on sale. Stock is not here: that is inventory's.
@NullMarked
package io.daybook.catalog.event;

import org.jspecify.annotations.NullMarked;
