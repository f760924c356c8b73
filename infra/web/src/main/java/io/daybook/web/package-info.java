/// How Daybook speaks HTTP, whatever the role: problems, preconditions, strict JSON, contracts and
/// their documentation page. No context, no Axon.
@NullMarked
package io.daybook.web;

import org.jspecify.annotations.NullMarked;
