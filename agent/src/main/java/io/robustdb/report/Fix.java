package io.robustdb.report;

/** One line that says what to do about a finding. */
final class Fix {
  private Fix() {}

  static String of(Finding finding) {
    String method =
        finding.blame().site() == null
            ? "the opening method"
            : finding.blame().site().getMethodName();
    if (!finding.application()) {
      return "the library that opened it did not close it; look for a newer version, and report it with this stack";
    }
    return switch (finding.verdict()) {
      case AFTER_FAILED_PROBE ->
          "close it in "
              + method
              + " before the error goes on: catch (Throwable e) { try { resource.close(); } "
              + "catch (Exception c) { e.addSuppressed(c); } throw e; }";
      case ABANDONED, OPEN_AT_EXIT ->
          switch (finding.resource()) {
            case POOL ->
                "close the pool when the application ends (a shutdown hook, @PreDestroy, destroyMethod=close)";
            case CHECKOUT ->
                "give it back: try (Connection connection = dataSource.getConnection()) { … } in "
                    + method;
            default ->
                "try (var resource = …) { … } in "
                    + method
                    + ", or hand it to something that closes it";
          };
      case HELD_TOO_LONG ->
          "keep it for as short as the work with the database takes; " + method + " opened it";
    };
  }
}
