package io.robustdb.it.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An embedded server that one test has for itself, to stop and start it. Anybody is trusted, except
 * the one role that was named as needing a password. For one thread.
 */
public final class OwnPostgres implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long PAUSE_MILLIS = 20;
  private static final String USER = "postgres";
  private static final String CANNOT_CONNECT_NOW = "57P03";

  private final EmbeddedPostgres embedded;
  private final Path data;
  private final Path binaries;
  private SessionObserver observer;

  /**
   * Starts it.
   *
   * @param maximumConnections three of them are kept for superusers
   * @param passwordRole must give its password
   */
  public OwnPostgres(int maximumConnections, String passwordRole) {
    try {
      embedded = EmbeddedPostgres.start();
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL did not start", e);
    }
    observer = observe();
    data = Path.of(observer.ask("SHOW data_directory"));
    binaries = Path.of(observer.ask("SELECT setting FROM pg_config WHERE name = 'BINDIR'"));
    append(
        "postgresql.conf",
        "port = " + embedded.getPort(),
        "max_connections = " + maximumConnections,
        "fsync = off",
        "hot_standby = off");
    prepend("pg_hba.conf", "host all " + passwordRole + " all scram-sha-256");
    stop();
    start();
  }

  /** Without parameters. */
  public String url() {
    return "jdbc:postgresql://localhost:" + embedded.getPort() + "/postgres";
  }

  /** A superuser, who needs no password. */
  public String user() {
    return USER;
  }

  /** The observer of now: each start brings a new one. */
  public SessionObserver observer() {
    return observer;
  }

  /** Ends all sessions and then the server. */
  public void stop() {
    control("stop", "-m", "fast", "-w");
    observer.close();
  }

  /** Lets nobody in any more, and stops as soon as the last session has ended. */
  public void stopWhenUnused() {
    control("stop", "-m", "smart", "-W");
  }

  /**
   * Ends the observer, whose session would keep the server, and waits for that stop.
   *
   * @throws AssertionError when there still is a session after a long time
   */
  public void awaitStopped() {
    observer.close();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (Files.exists(data.resolve("postmaster.pid"))) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("some session kept the server for " + PATIENCE);
      }
      pause();
    }
  }

  public void start() {
    control("start", "-w", "-l", data.resolve("log").toString());
    observer = observe();
  }

  /** Starts it so that it refuses everybody, as one does that recovers. */
  public void startRecovering() {
    append("standby.signal");
    control("start", "-W", "-l", data.resolve("log").toString());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!refuses()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("the server did not begin to recover within " + PATIENCE);
      }
      pause();
    }
  }

  /** Ends the recovery. */
  public void recovered() {
    control("promote", "-w");
    observer = observe();
  }

  @Override
  public void close() throws IOException {
    observer.close();
    embedded.close();
  }

  private SessionObserver observe() {
    return new SessionObserver(url(), USER, "");
  }

  private boolean refuses() {
    try {
      DriverManager.getConnection(url(), USER, "").close();
      throw new AssertionError("the server takes sessions");
    } catch (SQLException refusal) {
      return CANNOT_CONNECT_NOW.equals(refusal.getSQLState());
    }
  }

  /** A root user may not run the server, except in a namespace where it is another one. */
  private void control(String... arguments) {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(List.of(binaries.resolve("pg_ctl").toString(), "-D", data.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      int status = builder.start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("ended with " + status + ": " + command);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + command, e);
    }
  }

  private void append(String file, String... lines) {
    try {
      Files.write(
          data.resolve(file), List.of(lines), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void prepend(String file, String line) {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(data.resolve(file)));
      lines.add(0, line);
      Files.write(data.resolve(file), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the server", e);
    }
  }
}
