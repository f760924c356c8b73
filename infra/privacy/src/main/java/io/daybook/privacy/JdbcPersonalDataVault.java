package io.daybook.privacy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.PersonalData;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A vault whose keys are in PostgreSQL, in a schema `privacy`, under a master key.
///
/// Keys are remembered for some seconds: so long may another process still seal for a customer who
/// was just forgotten, and open what was theirs. Who opens for others remembers none.
public final class JdbcPersonalDataVault implements PersonalDataVault {

  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  private final JdbcClient jdbc;
  private final FieldCipher master;
  private final SecureRandom random = new SecureRandom();
  private final Cache<CustomerId, FieldCipher> ciphers;

  /// Opens the vault.
  ///
  /// @param dataSource of the database that has the keys; see [#migrate]
  public JdbcPersonalDataVault(DataSource dataSource, PrivacySettings settings) {
    this(dataSource, settings, REMEMBERED);
  }

  private JdbcPersonalDataVault(
      DataSource dataSource, PrivacySettings settings, Duration remembered) {
    this.ciphers = Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(remembered).build();
    this.jdbc = JdbcClient.create(dataSource);
    this.master = new FieldCipher(Base64.getDecoder().decode(settings.masterKey()));
  }

  /// Opens a vault that looks every key up: what is forgotten, in whatever process, opens no more.
  ///
  /// @param dataSource of the database that has the keys
  public static PersonalDataVault withoutMemory(DataSource dataSource, PrivacySettings settings) {
    return new JdbcPersonalDataVault(dataSource, settings, Duration.ZERO);
  }

  /// Brings the vault's table to this version of the code; safe to call from several processes.
  public static void migrate(DataSource dataSource) {
    Flyway.configure()
        .dataSource(dataSource)
        .schemas("privacy")
        .locations("classpath:db/privacy")
        .load()
        .migrate();
  }

  @Override
  public PersonalData seal(CustomerId customerId, String plain) {
    byte[] sealed =
        sealing(customerId).seal(plain.getBytes(StandardCharsets.UTF_8), customerId.value());
    return new PersonalData(Base64.getEncoder().encodeToString(sealed));
  }

  @Override
  public Optional<String> open(CustomerId customerId, PersonalData sealed) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(sealed.ciphertext());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    return keyOf(customerId)
        .flatMap(cipher -> cipher.open(bytes, customerId.value()))
        .map(plain -> new String(plain, StandardCharsets.UTF_8));
  }

  @Override
  public void forget(CustomerId customerId) {
    jdbc.sql(
            """
            insert into privacy.customer_keys (customer_id, wrapped_key, destroyed_at)
            values (?, null, clock_timestamp())
            on conflict (customer_id) do update
              set wrapped_key = null,
                  destroyed_at = coalesce(customer_keys.destroyed_at, excluded.destroyed_at)
            """)
        .param(customerId.value())
        .update();
    ciphers.invalidate(customerId);
  }

  @Override
  public Set<CustomerId> forgotten(Set<CustomerId> customers) {
    return Set.copyOf(
        jdbc.sql(
                """
                select customer_id from privacy.customer_keys
                 where customer_id = any (:customers) and wrapped_key is null
                """)
            .param("customers", customers.stream().map(CustomerId::value).toArray(String[]::new))
            .query((row, _) -> new CustomerId(row.getString(1)))
            .list());
  }

  @Override
  public String digest(CustomerId customerId, String text) {
    return HexFormat.of().formatHex(sealing(customerId).digest("text " + text));
  }

  @Override
  public String emailDigest(String email) {
    return HexFormat.of().formatHex(master.digest("email " + email.toLowerCase(Locale.ROOT)));
  }

  private FieldCipher sealing(CustomerId customerId) {
    return keyOf(customerId)
        .or(() -> makeKey(customerId))
        .orElseThrow(() -> new CustomerForgotten(customerId));
  }

  private Optional<FieldCipher> keyOf(CustomerId customerId) {
    FieldCipher known = ciphers.getIfPresent(customerId);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<FieldCipher> kept =
        jdbc.sql("select wrapped_key from privacy.customer_keys where customer_id = ?")
            .param(customerId.value())
            .query((row, _) -> Optional.ofNullable(row.getBytes(1)))
            .optional()
            .flatMap(wrapped -> wrapped)
            .flatMap(wrapped -> master.open(wrapped, customerId.value()))
            .map(FieldCipher::new);
    kept.ifPresent(cipher -> ciphers.put(customerId, cipher));
    return kept;
  }

  /// Makes a key unless there is one, or was one.
  private Optional<FieldCipher> makeKey(CustomerId customerId) {
    byte[] key = new byte[FieldCipher.KEY_BYTES];
    random.nextBytes(key);
    jdbc.sql(
            """
            insert into privacy.customer_keys (customer_id, wrapped_key) values (?, ?)
            on conflict (customer_id) do nothing
            """)
        .params(customerId.value(), master.seal(key, customerId.value()))
        .update();
    return keyOf(customerId);
  }
}
