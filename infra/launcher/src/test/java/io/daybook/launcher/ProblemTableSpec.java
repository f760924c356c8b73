package io.daybook.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.cart.app.CartConfiguration;
import io.daybook.cart.command.CartRejection;
import io.daybook.catalog.app.CatalogConfiguration;
import io.daybook.catalog.command.ProductRejection;
import io.daybook.customer.app.CustomerConfiguration;
import io.daybook.customer.command.CustomerRejection;
import io.daybook.inventory.app.InventoryConfiguration;
import io.daybook.inventory.command.InventoryRejection;
import io.daybook.kernel.app.CommandBusConfiguration;
import io.daybook.kernel.app.RejectionKind;
import io.daybook.kernel.app.RejectionKinds;
import io.daybook.kernel.command.Rejection;
import io.daybook.kernel.command.RequestRejection;
import io.daybook.kernel.view.QuerySide;
import io.daybook.ordering.app.OrderingConfiguration;
import io.daybook.ordering.command.OrderingRejection;
import io.daybook.payment.app.PaymentConfiguration;
import io.daybook.payment.command.PaymentRejection;
import io.daybook.web.ProblemCatalogue;
import io.daybook.web.ProblemType;
import io.daybook.web.RequestProblems;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProblemTableSpec {

  private static final List<Class<? extends Rejection>> REJECTIONS =
      List.of(
          CartRejection.class,
          CustomerRejection.class,
          InventoryRejection.class,
          OrderingRejection.class,
          PaymentRejection.class,
          ProductRejection.class,
          RequestRejection.class);

  private static final List<Class<?>> CONFIGURATIONS =
      List.of(
          CartConfiguration.class,
          CatalogConfiguration.class,
          CustomerConfiguration.class,
          InventoryConfiguration.class,
          OrderingConfiguration.class,
          PaymentConfiguration.class,
          CommandBusConfiguration.class,
          QuerySide.class,
          Operations.class);

  @Test
  void every_rejection_has_exactly_one_problem_type() throws Exception {
    List<Class<?>> named = new ArrayList<>();
    kinds().forEach(it -> named.add(it.rejection()));

    assertThat(named)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            REJECTIONS.stream()
                .<Class<?>>flatMap(it -> Stream.of(it.getPermittedSubclasses()))
                .toList());
  }

  @Test
  void no_two_problems_share_a_path_and_every_rejection_is_the_callers_business() throws Exception {
    assertThat(all()).extracting(ProblemType::path).doesNotHaveDuplicates();
    assertThat(kinds()).allSatisfy(it -> assertThat(it.problem().status()).isBetween(404, 422));
  }

  /// When this fails, `docs/problems.md` is written anew beside the old one's place: look at it and
  /// commit it.
  @Test
  void the_page_of_problems_is_the_table() throws Exception {
    Path page = Path.of(System.getProperty("daybook.root", "../.."), "docs", "problems.md");
    String expected = page();
    String actual = Files.exists(page) ? Files.readString(page) : "";
    if (!actual.equals(expected)) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, expected);
    }

    assertThat(actual).isEqualTo(expected);
  }

  private static String page() throws Exception {
    return """
    # Problems

    Every refusal is an RFC 9457 problem; its `type` is one of these. Written by
    `ProblemTableSpec` from the table that the API answers with, and served under the same paths.

    | type | status | title | what to do |
    |---|---|---|---|
    """
        + all().stream()
            .sorted(Comparator.comparing(ProblemType::path))
            .map(it ->
                "| `%s` | %d | %s | %s |\n"
                    .formatted(it.uri(), it.status(), it.title(), it.remedy()))
            .collect(Collectors.joining());
  }

  private static List<ProblemType> all() throws Exception {
    List<ProblemType> all = new ArrayList<>(RequestProblems.all());
    kinds().forEach(it -> all.add(it.problem()));
    for (ProblemCatalogue catalogue : beans(ProblemCatalogue.class)) {
      all.addAll(catalogue.types());
    }
    return all;
  }

  private static List<RejectionKind<?>> kinds() throws Exception {
    return beans(RejectionKinds.class).stream()
        .<RejectionKind<?>>flatMap(it -> it.kinds().stream())
        .toList();
  }

  /// What the contexts' configurations contribute of one kind, without starting them.
  private static <T> List<T> beans(Class<T> type) throws Exception {
    List<T> beans = new ArrayList<>();
    for (Class<?> configuration : CONFIGURATIONS) {
      for (Method method : configuration.getDeclaredMethods()) {
        if (method.getReturnType() == type && method.getParameterCount() == 0) {
          Constructor<?> constructor = configuration.getDeclaredConstructor();
          constructor.setAccessible(true);
          method.setAccessible(true);
          beans.add(type.cast(method.invoke(constructor.newInstance())));
        }
      }
    }
    return beans;
  }
}
