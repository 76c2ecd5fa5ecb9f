package io.robustdb.junit;

import io.robustdb.jdk.Ended;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What uses nothing any more when tests have ended: what a framework keeps for just these, which is
 * known by its referring to the framework's object for the test. So an instance that a framework
 * made for one test is over with it, and one that it made for all tests of the class is not.
 *
 * <p>Immutable.
 */
final class EndedTests implements Ended {
  private final IdentityHashMap<Object, TestDescription> tests;
  private final Set<String> classes;

  private EndedTests(IdentityHashMap<Object, TestDescription> tests, Set<String> classes) {
    this.tests = tests;
    this.classes = classes;
  }

  /**
   * @param tests by the frameworks' objects for them, compared by identity
   * @param withClasses whether their classes are over as well
   */
  static EndedTests of(IdentityHashMap<Object, TestDescription> tests, boolean withClasses) {
    Set<String> classes = new HashSet<>();
    for (TestDescription test : tests.values()) {
      String name = withClasses && !test.isTest() ? test.className() : null;
      if (name != null) {
        classes.add(name);
      }
    }
    return new EndedTests(tests, classes);
  }

  /** Classes alone. */
  static EndedTests of(Set<String> classes) {
    return new EndedTests(new IdentityHashMap<>(), Set.copyOf(classes));
  }

  /** The classes that are over. */
  Set<String> classes() {
    return classes;
  }

  @Override
  public boolean isOver(Object object, List<Object> references) {
    if (object.getClass().getClassLoader() == null) {
      return false; // a collection of the framework's, say
    }
    for (Object reference : references) {
      if (tests.containsKey(reference)) {
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
