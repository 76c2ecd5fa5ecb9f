package io.robustdb.it.scenarios.steps;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the program keeps to its end, so that no collection comes between. */
final class Kept {
  private static final List<Object> ALL = Collections.synchronizedList(new ArrayList<>());

  private Kept() {}

  static <T> T keep(T object) {
    ALL.add(object);
    return object;
  }
}
