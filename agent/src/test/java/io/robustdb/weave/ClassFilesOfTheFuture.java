package io.robustdb.weave;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Class files whose version no Java has yet. */
final class ClassFilesOfTheFuture {
  private static final int MAJOR_VERSION_OFFSET = 6;

  private ClassFilesOfTheFuture() {}

  static byte[] of(Class<?> type) {
    try (InputStream input =
        type.getResourceAsStream(
            type.getName().substring(type.getPackageName().length() + 1) + ".class")) {
      byte[] file = input.readAllBytes();
      file[MAJOR_VERSION_OFFSET] = 0x7F;
      return file;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
