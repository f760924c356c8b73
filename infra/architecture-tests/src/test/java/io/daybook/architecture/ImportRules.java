package io.daybook.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The walls of the house as `docs/architecture.md` draws them: roles are the last word of a
/// package, contexts the first one after `io.daybook`. Contexts are discovered, never listed.
final class ImportRules {

  private static final Pattern CONTEXT_AND_ROLE =
      Pattern.compile(
          "io\\.daybook\\.([a-z]+)\\.(event|command|domain|app|projection|query|view|process|saga)(\\..*)?");
  private static final String[] FRAMEWORKS = {
    "org.springframework..",
    "org.axonframework..",
    "tools.jackson..",
    "com.fasterxml.jackson..",
    "jakarta..",
    "java.sql..",
    "javax.sql..",
    "org.slf4j..",
    "io.micrometer.."
  };
  private static final Set<String> ROLES_THAT_READ_NEIGHBOURS_EVENTS =
      Set.of("projection", "process", "saga", "app");

  private ImportRules() {}

  /// Every rule by the name of the canary that it must catch.
  static Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("EventThatKnowsAFramework", pure("event"));
    rules.put("CommandThatKnowsAFramework", pure("command"));
    rules.put("RuleThatKnowsAFramework", pure("domain"));
    rules.put("ProcessThatKnowsAFramework", pure("process"));
    rules.put("RuleThatAsksTheClock", noLuck("domain"));
    rules.put("ProcessThatRollsDice", noLuck("process"));
    rules.put("EventThatKnowsACommand", never("event", "command", "domain", "app", "query"));
    rules.put("CommandThatKnowsARule", never("command", "domain", "app", "query", "view"));
    rules.put("RuleThatKnowsItsShell", never("domain", "app", "projection", "query", "view"));
    rules.put(
        "ShellThatReadsAView", never("app", "projection", "query", "view", "process", "saga"));
    rules.put("ProjectionThatCommands", never("projection", "command", "domain", "app", "view"));
    rules.put("QueryThatCommands", never("query", "command", "domain", "app", "projection"));
    rules.put("ViewThatCommands", never("view", "command", "domain", "app", "projection", "saga"));
    rules.put("ProcessThatKnowsARule", never("process", "domain", "app", "query", "view"));
    rules.put("SagaThatReadsAView", never("saga", "domain", "app", "projection", "query", "view"));
    rules.put("EventStoreThatKnowsAContext", eventStoreKnowsNoContext());
    rules.put("ShellThatMeddlesWithANeighbour", neighboursArePrivate());
    return rules;
  }

  private static ArchRule pure(String role) {
    return noClasses()
        .that()
        .resideInAPackage(packageOf(role))
        .should()
        .dependOnClassesThat(resideInAnyPackage(FRAMEWORKS))
        .as("." + role + " sees no framework");
  }

  private static ArchRule noLuck(String role) {
    DescribedPredicate<JavaClass> luck =
        describe(
            "clocks, luck or input and output",
            type ->
                Set.of(
                            "java.time.Clock",
                            "java.util.Random",
                            "java.util.concurrent.ThreadLocalRandom",
                            "java.security.SecureRandom")
                        .contains(type.getName())
                    || (type.getPackageName().startsWith("java.io")
                        && !type.getName().equals("java.io.Serializable"))
                    || type.getPackageName().startsWith("java.nio")
                    || type.getPackageName().startsWith("java.net"));
    return noClasses()
        .that()
        .resideInAPackage(packageOf(role))
        .should()
        .dependOnClassesThat(luck)
        .as("." + role + " has no clock, no luck and no input or output");
  }

  private static ArchRule never(String role, String... others) {
    String[] packages = new String[others.length];
    for (int i = 0; i < others.length; i++) {
      packages[i] = packageOf(others[i]);
    }
    return noClasses()
        .that()
        .resideInAPackage(packageOf(role))
        .should()
        .dependOnClassesThat(resideInAnyPackage(packages))
        .as("." + role + " never sees ." + String.join(", .", others));
  }

  private static ArchRule eventStoreKnowsNoContext() {
    return noClasses()
        .that()
        .resideInAPackage("io.daybook.eventstore..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.daybook..")
                .and(not(resideInAnyPackage("io.daybook.eventstore.."))))
        .as("the event store knows nothing else of Daybook");
  }

  private static ArchRule neighboursArePrivate() {
    return ArchRuleDefinition.classes()
        .that()
        .resideInAPackage("io.daybook..")
        .should(
            new ArchCondition<>("leave alone what is private to another context") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                    .filter(ImportRules::meddles)
                    .forEach(wrong ->
                        events.add(SimpleConditionEvent.violated(type, wrong.getDescription())));
              }
            });
  }

  private static boolean meddles(Dependency dependency) {
    Place from = place(dependency.getOriginClass());
    Place to = place(dependency.getTargetClass());
    if (from == null || to == null || from.context.equals(to.context) || to.isShared()) {
      return false;
    }
    return switch (to.role) {
      case "event" -> !ROLES_THAT_READ_NEIGHBOURS_EVENTS.contains(from.role);
      case "command" -> !from.context.equals("checkout");
      default -> !from.isShared();
    };
  }

  private static @Nullable Place place(JavaClass type) {
    Matcher matcher = CONTEXT_AND_ROLE.matcher(type.getPackageName());
    return matcher.matches() ? new Place(matcher.group(1), matcher.group(2)) : null;
  }

  private static String packageOf(String role) {
    return "io.daybook.*." + role + "..";
  }

  private record Place(String context, String role) {

    /// The kernel is everybody's; its roots wire all contexts of a role together.
    boolean isShared() {
      return context.equals("kernel");
    }
  }
}
