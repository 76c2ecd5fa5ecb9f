package io.robustdb.it.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that the guard goes by. Immutable.
 *
 * @param name in a word or two
 * @param edits how it is taken out
 * @param witnesses tests of which at least one is red without it: a class below {@code io.robustdb}
 *     and a method, as {@code it.GuardTest#theApplicationNoticesNothing}
 */
record Rule(String name, List<Edit> edits, List<String> witnesses) {

  /**
   * A change of one source.
   *
   * @param file below {@code agent/src/main/java/io/robustdb}
   * @param code what stands there, once
   * @param without what stands there without the rule
   */
  record Edit(String file, String code, String without) {}

  static Builder rule(String name) {
    return new Builder(name);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Puts a rule together. For one thread. */
  static final class Builder {
    private final String name;
    private final List<Edit> edits = new ArrayList<>();
    private String file = "";

    private Builder(String name) {
      this.name = name;
    }

    /** Where the next edits are made. */
    Builder in(String source) {
      file = source + ".java";
      return this;
    }

    Builder replace(String code, String without) {
      edits.add(new Edit(file, code, without));
      return this;
    }

    Builder remove(String code) {
      return replace(code, "");
    }

    Rule seenBy(String... tests) {
      return new Rule(name, List.copyOf(edits), List.of(tests));
    }
  }
}
