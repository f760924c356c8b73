@NullMarked
package io.daybook.sandbox;

import org.jspecify.annotations.NullMarked;
