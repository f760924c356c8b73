/// What a decision is. The decisions themselves are in their contexts.
@NullMarked
package io.daybook.kernel.domain;

import org.jspecify.annotations.NullMarked;
