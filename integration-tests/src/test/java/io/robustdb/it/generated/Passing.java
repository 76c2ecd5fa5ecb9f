package io.robustdb.it.generated;

/** What the level that checks does on the way of a failure that it lets go on. */
enum Passing {
  NOTHING(""),
  RETHROWS("throw failure;"),
  WRAPS("throw new IllegalStateException(\"wrapped\", failure);"),
  CLOSES("resource.close();\ncontext.closed(resource);\nthrow failure;"),
  CARRIES("throw new Carried(resource);");

  private final String code;

  Passing(String code) {
    this.code = code;
  }

  /** The code of its catch block; empty where it has none. */
  String code() {
    return code;
  }
}
