/// The rules of products on sale. Loading, storing and serving them is not done here.
@NullMarked
package io.daybook.catalog.domain;

import org.jspecify.annotations.NullMarked;
