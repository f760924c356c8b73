/// The rules of what operators decide.
@NullMarked
package io.daybook.operations.domain;

import org.jspecify.annotations.NullMarked;
