package io.robustdb.it.harness;

import java.util.Locale;
import java.util.Properties;

/** A server that runs already, named by a URL whose parameters may give user and password. */
record ExternalServer(String url, String user, String password) implements PostgresServer {

  /** The URL without its parameters; user and password from them, {@code postgres} else. */
  static ExternalServer at(String url) {
    Properties parsed = org.postgresql.Driver.parseURL(url, null);
    if (parsed == null) {
      throw new IllegalArgumentException("robustdb.test.postgres is no PostgreSQL URL: " + url);
    }
    int question = url.indexOf('?');
    return new ExternalServer(
        question < 0 ? url : url.substring(0, question),
        parsed.getProperty("user", "postgres"),
        parsed.getProperty("password", "postgres"));
  }

  static boolean isUrl(String choice) {
    return choice.toLowerCase(Locale.ROOT).startsWith("jdbc:");
  }

  /** It is not ours to stop. */
  @Override
  public void close() {}
}
