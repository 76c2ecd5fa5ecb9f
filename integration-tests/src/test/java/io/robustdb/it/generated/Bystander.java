package io.robustdb.it.generated;

/** What a program has besides, that has nothing to do with what it opens. */
enum Bystander {
  NOBODY("", ""),
  THREAD("self.bystander = Thread.currentThread();", ""),
  EXECUTOR(
      """
      ExecutorService bystander = Executors.newFixedThreadPool(1);
      self.bystander = bystander;
      bystander.submit(() -> {}).get();
      context.quiet();""",
      "((ExecutorService) bystander).shutdownNow();"),
  HEALTHY_POOL(
      """
      HikariDataSource bystander = new HikariDataSource(context.otherConfig());
      self.bystander = bystander;
      context.check(bystander);
      context.quiet();""",
      "((HikariDataSource) bystander).close();");

  private final String enters;
  private final String leaves;

  Bystander(String enters, String leaves) {
    this.enters = enters;
    this.leaves = leaves;
  }

  /** The code at the beginning of a program. */
  String enters() {
    return enters;
  }

  /** The code behind its end. */
  String leaves() {
    return leaves;
  }
}
