/// A lively shop that plays itself against the APIs. Not here: starting Daybook, proving its books.
@NullMarked
package io.daybook.cli.demo;

import org.jspecify.annotations.NullMarked;
