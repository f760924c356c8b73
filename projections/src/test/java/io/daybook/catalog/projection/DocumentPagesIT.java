package io.daybook.catalog.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.catalog.projection.ProductDocument.Versioned;
import io.daybook.inventory.projection.InventoryProjections;
import io.daybook.kernel.projection.LogOf;
import io.daybook.kernel.projection.ReadModels;
import io.daybook.kernel.projection.ViewsDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Documents of tables of which one was built again.
final class DocumentPagesIT {

  @RegisterExtension private static final ViewsDatabase VIEWS = new ViewsDatabase();

  /// What it was given last it was given in the transaction in which it takes the place.
  @Test
  void pages_that_wait_for_a_table_to_take_the_place_of_another_are_of_that_one() throws Exception {
    ReadModels tables =
        new ReadModels(
            VIEWS.pool(),
            List.of(new ProductProjection(), new InventoryProjections().stockLevelProjection()),
            Duration.ZERO);
    tables.position();
    tables.apply(LogOf.events(List.of(ProductIndexSuite.listed("mug"))), 1);
    try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor();
        Connection other = VIEWS.pool().getConnection();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(
          """
          create table next (like product including all);
          alter table product rename to before;
          alter table next rename to product;
          insert into product select * from before
          """);
      Future<List<Versioned>> pages = beside.submit(firstPage());
      awaitWaiting();
      other.commit();

      assertThat(pages.get()).extracting(it -> it.document().sku()).containsExactly("mug");
    }
  }

  private static Callable<List<Versioned>> firstPage() {
    return () -> {
      try (DocumentPages pages = new ProductDocuments(VIEWS.pool()).after(0, 10)) {
        return pages.next();
      } catch (SQLException failed) {
        throw new IllegalStateException(failed);
      }
    };
  }

  private static void awaitWaiting() {
    await()
        .until(() ->
            VIEWS
                .jdbc()
                .sql("select exists(select from pg_locks where not granted)")
                .query(Boolean.class)
                .single());
  }
}
