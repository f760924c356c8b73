/// The search index of products on real servers. How searches rank is the query side's.
@NullMarked
package io.daybook.catalog.projection;

import org.jspecify.annotations.NullMarked;
