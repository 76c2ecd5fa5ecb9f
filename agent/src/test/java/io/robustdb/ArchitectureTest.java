package io.robustdb;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** The rooms of the agent and who may know whom: one direction, no way back. */
@AnalyzeClasses(packages = "io.robustdb", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("io.robustdb..");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.robustdb.(*)..").should().beFreeOfCycles();

  @ArchTest static final ArchRule JDBC_KNOWS_NOBODY = room("jdbc").should(know());

  @ArchTest static final ArchRule JDK_KNOWS_NOBODY = room("jdk").should(know());

  @ArchTest static final ArchRule LOG_KNOWS_NOBODY = room("log").should(know());

  @ArchTest static final ArchRule SITE_KNOWS_THE_WORDS = room("site").should(know("jdbc"));

  @ArchTest
  static final ArchRule WEAVE_KNOWS_NOBODY_BEHIND_THE_BRIDGE =
      room("weave").should(know("jdbc", "site"));

  @ArchTest
  static final ArchRule LEDGER_KNOWS_NO_OBSERVER =
      room("ledger").should(know("jdbc", "site", "jdk"));

  @ArchTest
  static final ArchRule OBSERVE_KNOWS_THE_LEDGER =
      room("observe").should(know("jdbc", "site", "ledger", "guard", "log"));

  @ArchTest
  static final ArchRule EARLIER_ENTERS_WHAT_NOBODY_OBSERVED =
      room("earlier").should(know("observe", "ledger", "site", "jdk"));

  @ArchTest
  static final ArchRule GUARD_KNOWS_THE_LEDGER =
      room("guard").should(know("jdbc", "site", "ledger", "confinement", "jdk", "log"));

  @ArchTest
  static final ArchRule CONFINEMENT_KNOWS_THE_SITES = room("confinement").should(know("site"));

  @ArchTest
  static final ArchRule REPORT_READS_THE_LEDGER =
      room("report").should(know("ledger", "site", "jdk"));

  @ArchTest
  static final ArchRule GATE_READS_THE_REPORT =
      room("gate").should(know("report", "ledger", "site"));

  @ArchTest
  static final ArchRule TESTS_KNOW_WHAT_JUDGES_THEM =
      room("junit").should(know("gate", "report", "guard", "ledger", "site", "jdk", "log"));

  @ArchTest
  static final ArchRule FORMATS_READ_THE_REPORT =
      room("format").should(know("report", "ledger", "site"));

  @ArchTest
  static final ArchRule COMMANDS_KNOW_NO_RUNNING_AGENT =
      room("cli")
          .should(know("report", "gate", "format", "options", "site", "live", "ledger", "log"));

  @ArchTest
  static final ArchRule LIVE_KNOWS_THE_REPORT =
      room("live").should(know("report", "format", "ledger", "site", "jdk", "log"));

  @ArchTest
  static final ArchRule OPTIONS_KNOW_NOBODY = room("options").should(know("guard", "log"));

  @ArchTest
  static final ArchRule BYTE_CODE_IS_WOVEN_AND_FOLLOWED =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.robustdb.weave..", "io.robustdb.confinement..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("net.bytebuddy..");

  @ArchTest
  static final ArchRule INTERNALS_ARE_THE_JDK_ROOMS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.robustdb.jdk..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jdk.internal..", "sun..");

  @ArchTest
  static final ArchRule ONE_CLASS_WRITES_TO_STDERR =
      noClasses()
          .that()
          .doNotHaveSimpleName("StandardError")
          .should()
          .accessField(System.class, "err")
          .orShould()
          .accessField(System.class, "out")
          .orShould()
          .accessField(java.io.FileDescriptor.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace");

  @ArchTest
  static final ArchRule EVERY_ROOM_IS_NULL_MARKED =
      classes()
          .that(OURS)
          .should(
              new ArchCondition<JavaClass>("be in a null-marked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                  events.add(
                      new SimpleConditionEvent(
                          type, marked, type.getName() + " null-marked: " + marked));
                }
              });

  private static com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction room(
      String name) {
    return classes().that().resideInAPackage("io.robustdb." + name + "..");
  }

  /** Of ours, a class may know its own room and these. */
  private static ArchCondition<JavaClass> know(String... rooms) {
    return new ArchCondition<>("know none of ours but " + String.join(", ", rooms)) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(dependency -> OURS.test(dependency.getTargetClass()))
            .filter(dependency -> !isAllowed(type, dependency.getTargetClass(), rooms))
            .forEach(
                dependency ->
                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
      }
    };
  }

  private static boolean isAllowed(JavaClass from, JavaClass to, String... rooms) {
    String target = to.getPackageName();
    if (target.equals(from.getPackageName())) {
      return true;
    }
    for (String room : rooms) {
      if (target.equals("io.robustdb." + room)) {
        return true;
      }
    }
    return false;
  }
}
