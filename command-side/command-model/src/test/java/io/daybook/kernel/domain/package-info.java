/// The words in which rules are specified: given, when, then. No rule is specified here.
@NullMarked
package io.daybook.kernel.domain;

import org.jspecify.annotations.NullMarked;
