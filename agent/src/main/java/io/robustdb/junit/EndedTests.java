package io.robustdb.junit;

import io.robustdb.jdk.Ended;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What uses nothing any more when tests have ended: what a framework keeps for just these, which is
 * known by its referring to the framework's object for the test. So an instance that a framework
 * made for one test is over with it, and one that it made for all tests of the class is not.
 *
 * <p>Immutable.
 */
final class EndedTests implements Ended {
  private final Set<Object> tests;
  private final Set<String> classes;
  private final Predicate<Class<?>> application;

  /**
   * @param tests the frameworks' objects for them, compared by identity
   * @param classes those whose static fields are over as well
   * @param application tells the classes that are no framework's
   */
  EndedTests(Set<Object> tests, Set<String> classes, Predicate<Class<?>> application) {
    this.application = application;
    this.tests = tests;
    this.classes = classes;
  }

  /** Classes alone. */
  static EndedTests of(Set<String> classes) {
    return new EndedTests(Set.of(), Set.copyOf(classes), type -> true);
  }

  @Override
  public boolean isOver(Object object, List<Object> references) {
    Class<?> type = object.getClass();
    if (type.getClassLoader() == null || application.test(type)) {
      return false; // a collection of the framework's, say, or a listener that knows the last test
    }
    for (Object reference : references) {
      if (tests.contains(reference)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isOver(Class<?> type) {
    return classes.contains(type.getName());
  }
}
