/// The client against a server that behaves badly.
@NullMarked
package io.daybook.streamclient;

import org.jspecify.annotations.NullMarked;
