package io.robustdb.it.generated;

/** Java source that is being written, indented by its braces. For one thread. */
final class Code {
  private final StringBuilder text = new StringBuilder();
  private int depth;

  /** Adds lines; nothing for an empty text. */
  void add(String lines) {
    lines.lines().forEach(this::line);
  }

  private void line(String line) {
    if (line.startsWith("}") || line.startsWith(")")) {
      depth--;
    }
    text.append("  ".repeat(depth)).append(line).append('\n');
    if (line.endsWith("{")) {
      depth++;
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
