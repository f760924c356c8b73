/// Tests of how requests are read.
@NullMarked
package io.daybook.web;

import org.jspecify.annotations.NullMarked;
