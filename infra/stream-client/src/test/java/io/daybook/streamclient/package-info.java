/// The client against a server that behaves badly.
@org.jspecify.annotations.NullMarked
package io.daybook.streamclient;
