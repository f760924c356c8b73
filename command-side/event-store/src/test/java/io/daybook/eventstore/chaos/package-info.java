/// Kills: several nodes in processes of their own and the database end at random, again and again,
/// and the log still says what it said.
@NullMarked
package io.daybook.eventstore.chaos;

import org.jspecify.annotations.NullMarked;
