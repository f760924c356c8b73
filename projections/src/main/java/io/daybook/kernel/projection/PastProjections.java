package io.daybook.kernel.projection;

import io.daybook.axon.StreamHistory;
import io.daybook.kernel.query.Past;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/// The past, for queries in the same process. Needs [Projections] and a bean [StreamHistory].
@Configuration(proxyBeanMethods = false)
public class PastProjections {

  /// After the live tables, whose migrations must not meet these.
  @Bean(initMethod = "migrate", defaultCandidate = false)
  @DependsOn("viewsSchema")
  Flyway pastSchema(@Qualifier("viewsDataSource") DataSource views) {
    return PastViews.tables(views);
  }

  @Bean
  @DependsOn("pastSchema")
  Past past(
      StreamHistory log,
      @Qualifier("viewsDataSource") DataSource views,
      ObjectProvider<ReadModel> models) {
    return new PastViews(log, views, models.orderedStream().toList());
  }
}
