/// The text analysis of a product search, under the names and settings of a full Elasticsearch, so
/// that an index made here works unchanged there. No mapping and no query is here.
@NullMarked
package io.daybook.esnode.search;

import org.jspecify.annotations.NullMarked;
