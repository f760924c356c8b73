package io.daybook.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ImportRulesTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.daybook");
  private static final JavaClasses CANARIES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.OnlyIncludeTests())
          .importPackages("io.daybook.canary", "io.daybook.eventstore");

  @Test
  void the_whole_house_is_looked_at() {
    assertThat(
            Stream.of(
                "io.daybook.kernel.Money",
                "io.daybook.eventstore.package-info",
                "io.daybook.axon.EventJson"))
        .allMatch(HOUSE::contain);
  }

  @TestFactory
  Stream<DynamicTest> the_house_keeps_the_rule() {
    return ImportRules.all().values().stream()
        .map(rule ->
            DynamicTest.dynamicTest(
                rule.getDescription(), () -> rule.allowEmptyShould(true).check(HOUSE)));
  }

  @TestFactory
  Stream<DynamicTest> the_rule_catches_its_canary() {
    return ImportRules.all().entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () -> {
                  EvaluationResult result =
                      entry.getValue().allowEmptyShould(true).evaluate(CANARIES);
                  assertThat(result.getFailureReport().getDetails())
                      .anyMatch(detail -> detail.contains(entry.getKey()));
                }));
  }
}
