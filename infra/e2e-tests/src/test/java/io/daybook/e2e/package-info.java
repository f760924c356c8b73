/// Daybook as its users meet it: a process, HTTP and JSON. Nothing of ours is imported here.
@NullMarked
package io.daybook.e2e;

import org.jspecify.annotations.NullMarked;
