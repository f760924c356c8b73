/// What the shells and endpoints of all contexts stand on: the command bus, repositories, the
/// reading of requests and the writing of answers. No context's own words.
@NullMarked
package io.daybook.kernel.app;

import org.jspecify.annotations.NullMarked;
