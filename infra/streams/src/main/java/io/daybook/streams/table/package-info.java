/// Events as tables: which columns the payload of a type has, and Parquet files made of them. Who
/// gets such a file, and of which events, is not known here.
@NullMarked
package io.daybook.streams.table;

import org.jspecify.annotations.NullMarked;
