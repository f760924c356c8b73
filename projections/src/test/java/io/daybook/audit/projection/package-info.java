/// The auditor against logs that are broken on purpose, and against random ones that are not.
@NullMarked
package io.daybook.audit.projection;

import org.jspecify.annotations.NullMarked;
