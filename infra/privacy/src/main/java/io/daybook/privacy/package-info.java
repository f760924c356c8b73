/// Personal fields under a key per customer, and where the keys are kept. Which fields are personal
/// is not known here.
@NullMarked
package io.daybook.privacy;

import org.jspecify.annotations.NullMarked;
