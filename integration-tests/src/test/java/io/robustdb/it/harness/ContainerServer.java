package io.robustdb.it.harness;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A server in a container, of the image that the property {@code robustdb.test.postgres.image}
 * names.
 */
final class ContainerServer implements PostgresServer {
  private static final String ACCESS_FILE = "/etc/robustdb-pg_hba.conf";

  /** Drivers of 2016 know no SCRAM, the only method an image of today offers on its own. */
  private static final String ANYBODY = "local all all trust\nhost all all all trust\n";

  private final PostgreSQLContainer container;

  ContainerServer() {
    String image = System.getProperty("robustdb.test.postgres.image", "postgres:17-alpine");
    container =
        new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
    container.withCopyToContainer(Transferable.of(ANYBODY, 0644), ACCESS_FILE);
    container.setCommand(
        "postgres", "-c", "max_connections=" + MAX_CONNECTIONS, "-c", "hba_file=" + ACCESS_FILE);
    container.start();
  }

  static boolean available() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  @Override
  public String url() {
    return "jdbc:postgresql://"
        + container.getHost()
        + ":"
        + container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT)
        + "/"
        + container.getDatabaseName();
  }

  @Override
  public String user() {
    return container.getUsername();
  }

  @Override
  public String password() {
    return container.getPassword();
  }

  @Override
  public void close() {
    container.stop();
  }
}
