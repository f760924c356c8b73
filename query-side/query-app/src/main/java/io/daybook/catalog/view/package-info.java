/// Answers about products, from their table and from Elasticsearch. Nothing here writes.
@NullMarked
package io.daybook.catalog.view;

import org.jspecify.annotations.NullMarked;
