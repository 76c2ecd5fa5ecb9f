package io.robustdb.gate;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of lines that the user keeps: blank ones and what begins with {@code #} say nothing. */
final class PolicyFile {
  private PolicyFile() {}

  /**
   * The lines that say something, with their numbers.
   *
   * @param what the file is, in words
   * @throws InvalidPolicy where it cannot be read
   */
  static List<Line> lines(Path file, String what) throws InvalidPolicy {
    List<Line> lines = new ArrayList<>();
    try {
      int number = 0;
      for (String text : Files.readAllLines(file)) {
        number++;
        if (!text.isBlank() && !text.startsWith("#")) {
          lines.add(new Line(text.strip(), number));
        }
      }
    } catch (CharacterCodingException malformed) {
      throw new InvalidPolicy("the " + what + " " + file + " is no text in UTF-8");
    } catch (IOException unreadable) {
      throw new InvalidPolicy("the " + what + " " + file + " cannot be read (" + unreadable + ")");
    }
    return lines;
  }

  /**
   * A line of a file. Immutable.
   *
   * @param number from 1
   */
  record Line(String text, int number) {}
}
