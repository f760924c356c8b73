/// What operators are told about a customer's personal data: where it is, and that it is gone.
@NullMarked
package io.daybook.launcher.privacy;

import org.jspecify.annotations.NullMarked;
