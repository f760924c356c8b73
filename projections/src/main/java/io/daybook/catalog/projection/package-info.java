/// Products into their table and the search index. Stock levels are inventory's; here only whether
/// there is any.
@NullMarked
package io.daybook.catalog.projection;

import org.jspecify.annotations.NullMarked;
