package io.robustdb.it.generated;

/** Writes one level of an episode as Java. For one thread. */
final class LevelSource {
  private final Episode episode;
  private final int number;
  private final String program;
  private final Code code;

  /**
   * @param number the episode's number in the program
   * @param program the simple name of its class
   */
  LevelSource(Episode episode, int number, String program, Code code) {
    this.episode = episode;
    this.number = number;
    this.program = program;
    this.code = code;
  }

  /** Writes all levels, the outermost first. */
  void addAll() {
    for (int level = episode.outermost(); level >= 0; level--) {
      code.add("");
      add(level);
    }
  }

  /** The code that calls the outermost level. */
  String call() {
    return call(episode.outermost());
  }

  private void add(int level) {
    String name = name(level);
    String head = "(" + parameters() + ")";
    String type = episode.returns(level) ? episode.opener().type() : "void";
    String functional = episode.returns(level) ? "Callable<" + type + ">" : "Step";
    switch (episode.shape(level)) {
      case METHOD -> open("private " + type + " " + name + head + " throws Exception {");
      case STATIC -> open("private static " + type + " " + name + head + " throws Exception {");
      case RECURSION -> recursion(level, "private static " + type + " " + name);
      case LAMBDA -> {
        open("private static " + functional + " " + name + head + " {");
        open("return () -> {");
      }
      case INNER_CLASS -> {
        open("private static " + functional + " " + name + head + " {");
        open("return new " + functional + "() {");
        open("@Override");
        String method = episode.returns(level) ? " call()" : " run()";
        open("public " + type + method + " throws Exception {");
      }
      case CONSTRUCTOR -> {
        open("private static final class " + name + " extends Owner {");
        open(name + head + " throws Exception {");
      }
      case INHERITED_CONSTRUCTOR -> {
        open("private static final class " + name + " extends " + name + "Base {");
        open(name + head + " throws Exception {");
        code.add("super(" + arguments() + ");\n}\n}\n");
        open("private static class " + name + "Base extends Owner {");
        open(name + "Base" + head + " throws Exception {");
      }
    }
    new BodySource(episode, number, level, call(level - 1), code).add();
    switch (episode.shape(level)) {
      case METHOD, STATIC, RECURSION -> code.add("}");
      case LAMBDA -> code.add("};\n}");
      case INNER_CLASS -> code.add("}\n};\n}");
      case CONSTRUCTOR, INHERITED_CONSTRUCTOR -> code.add("}\n}");
    }
  }

  private void recursion(int level, String head) {
    open(head + "(int depth, " + parameters() + ") throws Exception {");
    open("if (depth > 0) {");
    String again = name(level) + "(depth - 1, " + arguments() + ");";
    code.add(episode.returns(level) ? "return " + again : again + "\nreturn;");
    code.add("}");
  }

  private String call(int level) {
    if (level < 0) {
      return episode.opener().expression();
    }
    String name = name(level);
    String arguments = "(" + arguments() + ")";
    return switch (episode.shape(level)) {
      case METHOD -> "self." + name + arguments;
      case STATIC -> name + arguments;
      case RECURSION -> name + "(2, " + arguments() + ")";
      case LAMBDA, INNER_CLASS ->
          name + arguments + (episode.returns(level) ? ".call()" : ".run()");
      case CONSTRUCTOR, INHERITED_CONSTRUCTOR -> "new " + name + arguments;
    };
  }

  private String name(int level) {
    boolean type = episode.shape(level).isConstructor();
    return (type ? "Episode" : "episode") + number + "Level" + level;
  }

  private String parameters() {
    String place = episode.place().parameter();
    return program
        + " self, Context context"
        + (place.isEmpty() ? "" : ", " + place + " " + kept());
  }

  private String arguments() {
    return "self, context" + (episode.place().parameter().isEmpty() ? "" : ", " + kept());
  }

  private String kept() {
    return "kept" + number;
  }

  private void open(String line) {
    code.add(line);
  }
}
