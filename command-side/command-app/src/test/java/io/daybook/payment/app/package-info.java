/// Payment's part of the command side, on real servers.
@NullMarked
package io.daybook.payment.app;

import org.jspecify.annotations.NullMarked;
