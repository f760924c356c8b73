/// Import rules with their canaries, and the tidy test. Not the behaviour of anything.
@NullMarked
package io.daybook.architecture;

import org.jspecify.annotations.NullMarked;
