package io.daybook.customer.view;

import io.daybook.kernel.view.Progress;
import io.daybook.privacy.PersonalDataVault;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Questions about customers.
@Configuration(proxyBeanMethods = false)
public class CustomerQueries {

  @Bean
  CustomerEndpoint customerViewEndpoint(
      @Qualifier("viewsJdbc") JdbcClient views,
      @Qualifier("tablesProgress") Progress tables,
      Optional<PersonalDataVault> vault) {
    return new CustomerEndpoint(new CustomerViews(views, vault), tables);
  }
}
