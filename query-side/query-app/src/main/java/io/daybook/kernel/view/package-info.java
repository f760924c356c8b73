/// How questions are read and answered, whatever they are about. Nothing here writes.
@NullMarked
package io.daybook.kernel.view;

import org.jspecify.annotations.NullMarked;
