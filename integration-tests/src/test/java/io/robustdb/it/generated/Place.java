package io.robustdb.it.generated;

/** Where a program puts a resource, or to whom it hands it on. */
enum Place {
  NOWHERE("", "", "", ""),
  /** An object that nobody keeps. */
  DEAD_OBJECT("", "Object[] box = {MINE, null};\nbox[1] = box;", "", ""),
  WEAK_REFERENCE("", "self.weak# = new WeakReference<>(MINE);", "", ""),
  FIELD("", "self.field# = MINE;", "self.field#", "self.field# = null;"),
  STATIC_FIELD("", "held# = MINE;", "held#", "held# = null;"),
  STATIC_MAP("", "MAP#.put(MAP#.size(), MINE);", "List.copyOf(MAP#.values())", "MAP#.clear();"),
  STATIC_QUEUE("", "QUEUE#.add(MINE);", "List.copyOf(QUEUE#)", "QUEUE#.clear();"),
  THREAD_LOCAL("", "LOCAL#.set(MINE);", "LOCAL#.get()", "LOCAL#.remove();"),
  SOFT_REFERENCE(
      "", "self.soft# = new SoftReference<>(MINE);", "self.soft#.get()", "self.soft#.clear();"),
  ARRAY_ARGUMENT("Object[]", "kept#[0] = MINE;", "kept#[0]", "kept#[0] = null;"),
  LIST_ARGUMENT("List<Object>", "kept#.add(MINE);", "kept#", "kept#.clear();"),
  FUTURE(
      "List<Object>",
      "kept#.add(CompletableFuture.completedFuture(MINE));",
      "kept#",
      "kept#.clear();"),
  LAMBDA("List<Object>", "kept#.add((Callable<Object>) () -> MINE);", "kept#", "kept#.clear();"),
  /** The object under construction, which its constructor has given away. */
  ESCAPED_THIS("", "self.field# = this;", "self.field#", "self.field# = null;"),
  UNSTARTED_THREAD(
      "List<Object>",
      "kept#.add(new Thread(() -> context.finish(MINE)));",
      "kept#",
      "kept#.clear();"),
  STARTED_THREAD("", "context.start(() -> context.finish(MINE));", "", ""),
  /** No object but a variable of the thread has it. */
  THREAD_VARIABLE(
      "",
      """
      Queue<Object> hand = new ConcurrentLinkedQueue<>(List.of(MINE));
      context.startTaking(
      () -> {
      Object taken = hand.poll();
      context.taken();
      context.finish(taken);
      },
      false);
      context.awaitTaken();""",
      "",
      ""),
  VIRTUAL_THREAD(
      "",
      """
      Queue<Object> hand = new ConcurrentLinkedQueue<>(List.of(MINE));
      context.startTaking(
      () -> {
      Object taken = hand.poll();
      context.taken();
      context.finish(taken);
      },
      true);
      context.awaitTaken();""",
      "",
      ""),
  EXECUTOR("", "context.execute(() -> context.finish(MINE));", "", ""),
  SCHEDULED(
      "",
      "context.scheduler().schedule(() -> context.finish(MINE), 1, TimeUnit.HOURS);\n"
          + "context.quiet();",
      "",
      ""),
  FOREIGN_THREAD_LOCAL(
      "",
      "context.scheduler().submit(() -> LOCAL#.set(MINE)).get();\ncontext.quiet();",
      "context.inScheduler(LOCAL#::get)",
      "context.scheduler().submit(LOCAL#::remove).get();\ncontext.quiet();"),
  DELAYED(
      "",
      """
      context.delayed();
      CompletableFuture.delayedExecutor(400, TimeUnit.MILLISECONDS)
      .execute(() -> context.finishDelayed(MINE));""",
      "",
      "");

  private final String parameter;
  private final String put;
  private final String get;
  private final String forget;

  Place(String parameter, String put, String get, String forget) {
    this.parameter = parameter;
    this.put = put;
    this.get = get;
    this.forget = forget;
  }

  /** The type of the parameter that all levels hand down for it; empty for none. */
  String parameter() {
    return parameter;
  }

  /** The code that puts a resource there, with {@code MINE} for the resource. */
  String put() {
    return put;
  }

  /** The expression that gives what is there; empty where a thread has it. */
  String get() {
    return get;
  }

  /** The code that empties it; empty where that cannot be. */
  String forget() {
    return forget;
  }

  /** Whether it keeps nothing. */
  boolean isNone() {
    return compareTo(WEAK_REFERENCE) <= 0;
  }

  /** Whether a thread gets it, that will use and close it. */
  boolean isThread() {
    return compareTo(UNSTARTED_THREAD) >= 0 && this != FOREIGN_THREAD_LOCAL;
  }

  /** Whether a thread stands in the middle of the program's code because of it. */
  boolean isBusy() {
    return compareTo(STARTED_THREAD) >= 0 && compareTo(EXECUTOR) <= 0;
  }

  /** Whether the next resource drives out the one before. */
  boolean isOverwritten() {
    return this == FIELD
        || this == STATIC_FIELD
        || this == THREAD_LOCAL
        || this == SOFT_REFERENCE
        || this == ARRAY_ARGUMENT
        || this == ESCAPED_THIS
        || this == FOREIGN_THREAD_LOCAL;
  }

  /** Whether a lambda has it, which only takes variables that do not change. */
  boolean isCaptured() {
    return this == LAMBDA || isThread() || this == FOREIGN_THREAD_LOCAL;
  }
}
