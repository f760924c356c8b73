/// Real PostgreSQL, Elasticsearch and Kafka as child processes, from registry packages, for the
/// default run and the tests. No fakes, no schema, nothing of the shop.
@NullMarked
package io.daybook.embedded;

import org.jspecify.annotations.NullMarked;
