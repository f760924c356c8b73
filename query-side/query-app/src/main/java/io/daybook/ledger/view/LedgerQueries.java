package io.daybook.ledger.view;

import io.daybook.kernel.view.Progress;
import io.daybook.kernel.view.Reports;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Questions about the money ledger.
@Configuration(proxyBeanMethods = false)
public class LedgerQueries {

  @Bean
  LedgerEndpoint ledgerViewEndpoint(
      @Qualifier("viewsJdbc") JdbcClient views,
      @Qualifier("tablesProgress") Progress tables,
      Reports reports) {
    return new LedgerEndpoint(new LedgerViews(views), tables, reports);
  }
}
