package io.robustdb.it.generated;

/** Writes what one level of an episode does. For one thread. */
final class BodySource {
  private static final String PLAIN_FINISH =
      """
      if (resource != null) {
      try (USE) {
      use.execute("SELECT 1");
      context.say("works");
      } catch (SQLException unusable) {
      context.caught(unusable);
      }
      resource.close();
      }""";

  private final Episode episode;
  private final int number;
  private final int level;
  private final String inner;
  private final Code code;
  private final boolean checks;
  private final boolean catches;
  private final boolean loops;
  private final boolean intervenes;

  /**
   * @param inner the expression that opens or calls the next level
   */
  BodySource(Episode episode, int number, int level, String inner, Code code) {
    this.episode = episode;
    this.number = number;
    this.level = level;
    this.inner = inner;
    this.code = code;
    this.checks = level == episode.checks();
    this.catches = level == episode.catches();
    this.loops = level == episode.loops();
    this.intervenes = checks && !catches && episode.intervenes();
  }

  void add() {
    if (level == 0 && episode.isDirect()) {
      code.add("return " + inner + ";");
      return;
    }
    boolean beforeLoop = checks && episode.scope() == Scope.BEFORE_LOOP;
    boolean beforeTry = checks && episode.scope() == Scope.BEFORE_TRY;
    boolean tries = catches || intervenes;
    if (beforeLoop) {
      code.add(episode.opener().type() + " resource = null;");
    }
    if (loops) {
      code.add("for (int attempt = 0; attempt < " + episode.attempts() + "; attempt++) {");
    }
    if (tries && !beforeTry) {
      code.add("try {");
    }
    acquire(beforeLoop);
    if (tries && beforeTry) {
      code.add("try {");
    }
    use();
    if (tries) {
      code.add("} catch (Exception | Error failure) {");
      afterFailure();
      code.add("}");
    }
    if (loops) {
      code.add("context.attempt();\n}");
    }
    boolean comesHere = checks ? catches && !episode.returnsFailed() : catches || loops;
    if (episode.returns(level) && level >= episode.checks() && comesHere) {
      code.add("return null;");
    }
  }

  private void acquire(boolean declared) {
    if (level == episode.consumes() && episode.handling() == Handling.RETURNS_BOTH) {
      code.add("context.finishBoth(\n" + inner + ",\n" + inner + ");");
      return;
    }
    String type = declared ? "" : episode.opener().type() + " ";
    code.add((episode.hasVariable(level) ? type + "resource = " : "") + inner + ";");
  }

  private void use() {
    if (!episode.hasVariable(level)) {
      return;
    }
    if (level == (episode.isDirect() ? 1 : 0) && !episode.isPlain()) {
      code.add("context.opened(resource);");
    }
    if (checks && episode.shape(level).isConstructor() && !catches) {
      code.add("this.resource = resource;");
    }
    if (level == episode.puts() && !episode.putsAfterFailure()) {
      put();
    }
    if (checks) {
      onConnection(episode.lead().code(), true);
      onConnection(episode.fault().code(), episode.fault().isJdbc());
    }
    handOn();
  }

  private void onConnection(String actions, boolean isJdbc) {
    if (!isJdbc || !episode.isPool() || actions.isEmpty()) {
      code.add(actions.replace("TARGET", "resource"));
      return;
    }
    code.add("try (Connection checkout = resource.getConnection()) {");
    code.add(actions.replace("TARGET", "checkout"));
    code.add("}");
  }

  private void handOn() {
    if (episode.returns(level)) {
      boolean maybe = level > episode.checks() && (catches || loops);
      code.add(maybe ? "if (resource != null) {\nreturn resource;\n}" : "return resource;");
    } else if (!checks && episode.handling() == Handling.RETURNS_IT_IN_VAIN) {
      code.add("if (!context.fails()) {\n" + finish() + "\n}");
    } else {
      code.add(finish());
    }
  }

  private String finish() {
    if (!episode.isPlain()) {
      return "context.finish(resource);";
    }
    String use =
        episode.isPool()
            ? "Connection checkout = resource.getConnection();\n"
                + "Statement use = checkout.createStatement()"
            : "Statement use = resource.createStatement()";
    return PLAIN_FINISH.replace("USE", use);
  }

  private String unlessPlain(String actions) {
    return episode.isPlain() ? actions.replace("context.closed(resource);", "") : actions;
  }

  private void afterFailure() {
    if (catches) {
      code.add("context.caught(failure);");
    }
    if (checks && episode.putsAfterFailure()) {
      put();
    }
    if (!catches) {
      code.add(unlessPlain(episode.passing().code()));
      return;
    }
    if (episode.later() == Later.FORGET) {
      code.add(numbered(episode.place().forget()));
    }
    switch (episode.handling()) {
      case SWALLOWS -> {}
      case CLOSES -> code.add(unlessPlain("resource.close();\ncontext.closed(resource);"));
      case RETURNS_IT, RETURNS_BOTH, RETURNS_IT_IN_VAIN -> code.add("return resource;");
      case USES_CARRIED -> {
        code.add("if (failure instanceof Carried carried) {");
        code.add("context.finish(carried.resource());\n}");
      }
    }
  }

  private void put() {
    boolean captured = episode.place().isCaptured();
    String mine = captured ? "mine" : "resource";
    if (captured) {
      code.add(episode.opener().type() + " mine = resource;");
    }
    code.add(numbered(episode.place().put()).replace("MINE", mine));
  }

  private String numbered(String text) {
    return text.replace("#", Integer.toString(number));
  }
}
