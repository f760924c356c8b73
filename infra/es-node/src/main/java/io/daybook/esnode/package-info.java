/// Starts the Elasticsearch server in this JVM. No product, no index and no client is known here.
@NullMarked
package io.daybook.esnode;

import org.jspecify.annotations.NullMarked;
