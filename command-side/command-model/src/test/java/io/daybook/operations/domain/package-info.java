/// What operators decide, tried.
@NullMarked
package io.daybook.operations.domain;

import org.jspecify.annotations.NullMarked;
