package io.robustdb.it.generated;

/** How one logs in. Immutable. The URL has no parameters. */
record Login(String url, String user, String password) {}
