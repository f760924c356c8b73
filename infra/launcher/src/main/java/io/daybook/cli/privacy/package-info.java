/// `./daybook privacy`: what is searched on this side, and how the report looks.
@NullMarked
package io.daybook.cli.privacy;

import org.jspecify.annotations.NullMarked;
