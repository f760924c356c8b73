/// Benchmarks: each shows a speed as a ratio to a named alternative, measured in the same run on
/// the same machine. What is measured lives in the packages below; here is how.
@NullMarked
package io.daybook.bench;

import org.jspecify.annotations.NullMarked;
