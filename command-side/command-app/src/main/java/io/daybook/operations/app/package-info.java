/// Axon's hold on what operators decide. The rules are in `io.daybook.operations.domain`.
@NullMarked
package io.daybook.operations.app;

import org.jspecify.annotations.NullMarked;
