package io.robustdb.benchmark.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * A program that runs all the time and takes a turn whenever it is told to: it answers a line with
 * how much work to do by a line with one number. Ends the program when closed. Not thread-safe.
 */
public final class Turns implements AutoCloseable {
  private final Process process;
  private final Writer orders;
  private final BufferedReader answers;

  Turns(Process process) {
    this.process = process;
    this.orders = process.outputWriter();
    this.answers = process.inputReader();
  }

  /**
   * Gives what the program answers.
   *
   * @throws IllegalStateException where it has ended instead
   */
  double take(int amount) throws IOException {
    orders.write(amount + "\n");
    orders.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IllegalStateException("the program has ended: " + process.info());
    }
    return Double.parseDouble(answer);
  }

  @Override
  public void close() {
    try {
      orders.close();
      process.waitFor();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
