package io.robustdb.gate;

import io.robustdb.report.Finding;
import java.util.regex.Pattern;

/**
 * A pattern for findings that are to fail no gate, as leak sanitizers have it: what it says must be
 * part of a frame, of the resource's class, of the pool's name or of the URL; {@code *} stands for
 * anything, {@code ^} and {@code $} for their beginning and end. Immutable.
 *
 * @param line its number in the file
 * @param text as it was written, without {@code leak:}
 */
record Suppression(int line, String text, Pattern pattern) {
  static Suppression of(int line, String text) {
    StringBuilder expression = new StringBuilder();
    for (int index = 0; index < text.length(); index++) {
      char letter = text.charAt(index);
      boolean first = index == 0 && letter == '^';
      boolean last = index == text.length() - 1 && letter == '$';
      if (first || last) {
        expression.append(letter);
      } else {
        expression.append(letter == '*' ? ".*" : Pattern.quote(String.valueOf(letter)));
      }
    }
    return new Suppression(line, text, Pattern.compile(expression.toString(), Pattern.DOTALL));
  }

  boolean matches(Finding finding) {
    StackTraceElement site = finding.blame().site();
    return (site != null && isIn(site.toString()))
        || finding.blame().stack().stream().anyMatch(frame -> isIn(frame.toString()))
        || isIn(finding.type())
        || (finding.pool() != null && isIn(finding.pool()))
        || (finding.url() != null && isIn(finding.url()));
  }

  private boolean isIn(String text) {
    return pattern.matcher(text).find();
  }
}
