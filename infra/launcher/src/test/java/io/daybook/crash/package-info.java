/// Processes that die at every point of an order's life, and what they leave behind.
@NullMarked
package io.daybook.crash;

import org.jspecify.annotations.NullMarked;
