/// Specs of the rules, rule by rule. No servers and no framework here.
@NullMarked
package io.daybook.payment.domain;

import org.jspecify.annotations.NullMarked;
