/// What the privacy report finds, for tests of other packages.
@NullMarked
package io.daybook.launcher.privacy;

import org.jspecify.annotations.NullMarked;
