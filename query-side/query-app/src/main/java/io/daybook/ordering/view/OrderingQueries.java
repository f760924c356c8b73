package io.daybook.ordering.view;

import io.daybook.kernel.view.LiveStreams;
import io.daybook.kernel.view.Progress;
import io.daybook.kernel.view.Reports;
import io.daybook.kernel.view.Shelves;
import io.daybook.kernel.view.TimeTravel;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Questions about orders, credit notes and sales.
@Configuration(proxyBeanMethods = false)
public class OrderingQueries {

  @Bean
  OrderEndpoint orderViewEndpoint(
      @Qualifier("viewsJdbc") JdbcClient views,
      @Qualifier("tablesProgress") Progress tables,
      Shelves shelves,
      TimeTravel past,
      LiveStreams streams) {
    return new OrderEndpoint(
        new OrderViews(views), tables, shelves, past, streams, new LiveOrders(views));
  }

  @Bean
  CreditNoteEndpoint creditNoteViewEndpoint(
      @Qualifier("viewsJdbc") JdbcClient views, @Qualifier("tablesProgress") Progress tables) {
    return new CreditNoteEndpoint(new CreditNoteViews(views), tables);
  }

  @Bean
  SalesEndpoint salesViewEndpoint(
      @Qualifier("viewsJdbc") JdbcClient views,
      @Qualifier("tablesProgress") Progress tables,
      Reports reports) {
    return new SalesEndpoint(new SalesViews(views), tables, reports);
  }
}
