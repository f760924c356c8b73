package io.daybook.launcher;

import org.springframework.context.annotation.Configuration;

/// What operators look at.
@Configuration(proxyBeanMethods = false)
class Operations {}
