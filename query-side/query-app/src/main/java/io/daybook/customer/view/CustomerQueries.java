package io.daybook.customer.view;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.kernel.view.Progress;
import io.daybook.privacy.JdbcPersonalDataVault;
import io.daybook.privacy.PersonalDataVault;
import io.daybook.privacy.PrivacySettings;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Questions about customers.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PrivacySettings.class)
public class CustomerQueries {

  /// Nobody is known yet, so everybody who can reach the port may read.
  @Bean
  @ConditionalOnMissingBean
  PersonalDataAccess personalDataAccess() {
    return (_, _) -> true;
  }

  /// The customers' keys, where the command side is another process.
  @Bean(defaultCandidate = false)
  @ConditionalOnProperty("daybook.privacy.datasource.url")
  HikariDataSource keysDataSource(
      @Value("${daybook.privacy.datasource.url}") String url,
      @Value("${daybook.privacy.datasource.username}") String username,
      @Value("${daybook.privacy.datasource.password:}") String password) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName("keys");
    pool.setJdbcUrl(url);
    pool.setUsername(username);
    pool.setPassword(password);
    pool.setMaximumPoolSize(4);
    pool.setReadOnly(true);
    return pool;
  }

  /// Where there are no keys, nobody reads personal fields.
  @Bean
  CustomerEndpoint customerViewEndpoint(
      @Qualifier("viewsJdbc") JdbcClient views,
      @Qualifier("tablesProgress") Progress tables,
      @Qualifier("keysDataSource") ObjectProvider<DataSource> keys,
      @Qualifier("eventsDataSource") ObjectProvider<DataSource> events,
      PersonalDataAccess access,
      PrivacySettings settings) {
    Optional<PersonalDataVault> vault =
        Optional.ofNullable(keys.getIfAvailable(events::getIfAvailable))
            .map(it -> JdbcPersonalDataVault.withoutMemory(it, settings));
    return new CustomerEndpoint(new CustomerViews(views, vault), access, tables);
  }
}
