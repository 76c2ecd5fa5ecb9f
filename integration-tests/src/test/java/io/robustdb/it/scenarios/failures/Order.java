package io.robustdb.it.scenarios.failures;

/**
 * One start-up to be tried. Immutable.
 *
 * @param form the shape of the code that forgets
 * @param check an SQL query, or {@code isValid}
 * @param checkSeconds the time-out of the check, 0 for none
 * @param poolMillis how long a pool waits for a connection
 */
public record Order(
    String name,
    String form,
    String url,
    String user,
    String password,
    String check,
    int checkSeconds,
    int poolMillis) {

  private static final String SEPARATOR = "\t";

  static Order parse(String line) {
    String[] parts = line.split(SEPARATOR, -1);
    return new Order(
        parts[0],
        parts[1],
        parts[2],
        parts[3],
        parts[4],
        parts[5],
        Integer.parseInt(parts[6]),
        Integer.parseInt(parts[7]));
  }

  /** What {@link #parse} reads. */
  public String line() {
    return String.join(
        SEPARATOR,
        name,
        form,
        url,
        user,
        password,
        check,
        Integer.toString(checkSeconds),
        Integer.toString(poolMillis));
  }
}
