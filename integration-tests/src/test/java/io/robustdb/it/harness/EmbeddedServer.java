package io.robustdb.it.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A server unpacked from a jar and run on this machine, without a container. */
final class EmbeddedServer implements PostgresServer {
  private final EmbeddedPostgres postgres;

  EmbeddedServer() {
    try {
      postgres =
          EmbeddedPostgres.builder().setServerConfig("max_connections", MAX_CONNECTIONS).start();
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL did not start", e);
    }
  }

  @Override
  public String url() {
    return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
  }

  @Override
  public String user() {
    return "postgres";
  }

  @Override
  public String password() {
    return "postgres";
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
