package io.robustdb.it.harness;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child JVM that was started. Every wait ends at the timeout of the description it was started
 * from: then it is killed, and the failure holds a thread dump. For one thread.
 */
public final class RunningJvm implements AutoCloseable {
  private static final long DUMP_MILLIS = 3_000;
  private static final long STREAM_MILLIS = 5_000;

  private final Process process;
  private final List<String> command;
  private final Path reportFolder;
  private final Duration timeout;
  private final long deadlineNanos;
  private final Output stdout;
  private final Output stderr;
  private final BufferedWriter stdin;

  RunningJvm(Process process, List<String> command, Path reportFolder, Duration timeout) {
    this.process = process;
    this.command = List.copyOf(command);
    this.reportFolder = reportFolder;
    this.timeout = timeout;
    this.deadlineNanos = System.nanoTime() + timeout.toNanos();
    this.stdout = new Output(process.getInputStream(), "stdout of " + process.pid());
    this.stderr = new Output(process.getErrorStream(), "stderr of " + process.pid());
    this.stdin = process.outputWriter(StandardCharsets.UTF_8);
  }

  public long pid() {
    return process.pid();
  }

  public Path reportFolder() {
    return reportFolder;
  }

  /** What it wrote so far. */
  public String stdout() {
    return stdout.text();
  }

  /** What it wrote so far. */
  public String stderr() {
    return stderr.text();
  }

  /**
   * Waits for a line on stdout that contains the text, behind the line that was awaited last.
   *
   * @throws AssertionError when the JVM ends, or the time passes, without it
   */
  public void awaitLine(String text) {
    try {
      if (stdout.await(text, deadlineNanos)) {
        return;
      }
      if (process.waitFor(remaining(), TimeUnit.NANOSECONDS)) {
        throw failure("ended with " + process.exitValue() + " without the line '" + text + "'");
      }
      throw timedOut("without the line '" + text + "'");
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Writes a line to its standard input. */
  public void writeLine(String line) {
    try {
      stdin.write(line);
      stdin.newLine();
      stdin.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends its standard input. */
  public void closeInput() {
    try {
      stdin.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Asks it to shut down, with its hooks. By the handle: {@link Process#destroy()} also closes the
   * standard input, and the JVM could end by that.
   */
  public void sigterm() {
    process.toHandle().destroy();
  }

  /** Ends it on the spot. */
  public void sigkill() {
    process.toHandle().destroyForcibly();
  }

  /**
   * Waits for its end.
   *
   * @throws AssertionError with a thread dump, when the timeout has passed
   */
  public Result awaitExit() {
    try {
      if (!process.waitFor(remaining(), TimeUnit.NANOSECONDS)) {
        throw timedOut("without an end");
      }
      awaitStreams();
      return new Result(process.exitValue(), stdout.text(), stderr.text(), reportFolder);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Kills it where it still runs. */
  @Override
  public void close() {
    process.toHandle().destroyForcibly();
    try {
      awaitStreams();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private long remaining() {
    return Math.max(0, deadlineNanos - System.nanoTime());
  }

  private AssertionError timedOut(String what) throws InterruptedException {
    dumpThreads();
    process.toHandle().destroyForcibly();
    awaitStreams();
    return failure("ran for " + timeout + " " + what + "; its threads are on stdout");
  }

  /** A JVM answers SIGQUIT with a thread dump on stdout, even when nothing can attach to it. */
  private void dumpThreads() throws InterruptedException {
    try {
      new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      return; // no such command: the failure goes without a dump
    }
    long dumpDeadline = System.nanoTime() + Duration.ofMillis(DUMP_MILLIS).toNanos();
    stdout.await("JNI global refs", dumpDeadline);
  }

  private void awaitStreams() throws InterruptedException {
    stdout.awaitEnd(STREAM_MILLIS);
    stderr.awaitEnd(STREAM_MILLIS);
  }

  private AssertionError failure(String what) {
    return new AssertionError(
        "the child JVM %s%n  command: %s%n  stdout:%n%s%n  stderr:%n%s"
            .formatted(what, String.join(" ", command), stdout.text(), stderr.text()));
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for a child JVM", e);
  }
}
