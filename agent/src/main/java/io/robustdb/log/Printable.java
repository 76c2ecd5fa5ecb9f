package io.robustdb.log;

/**
 * Text for a terminal. Names of threads and pools, and SQL, are the application's, and may be
 * whatever somebody has sent it: what steers a terminal must not reach one. Stateless.
 */
public final class Printable {
  private Printable() {}

  /** A line with {@code ?} for each control character in it that is no tab. */
  public static String of(String line) {
    for (int index = 0; index < line.length(); index++) {
      if (isControl(line.charAt(index))) {
        return replaced(line);
      }
    }
    return line;
  }

  private static String replaced(String line) {
    StringBuilder text = new StringBuilder(line);
    for (int index = 0; index < text.length(); index++) {
      if (isControl(text.charAt(index))) {
        text.setCharAt(index, '?');
      }
    }
    return text.toString();
  }

  private static boolean isControl(char character) {
    return Character.isISOControl(character) && character != '\t';
  }
}
