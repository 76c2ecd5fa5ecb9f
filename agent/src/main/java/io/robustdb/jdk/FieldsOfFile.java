package io.robustdb.jdk;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a class by its file (JVMS 4.1, 4.5): the JDK tells none where the type of one of
 * them is missing, as that of an optional dependency may be. Stateless.
 */
final class FieldsOfFile {
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  private FieldsOfFile() {}

  /**
   * A field that holds a reference.
   *
   * @param isStatic whether it is one of the class
   */
  record ReferenceField(String name, boolean isStatic) {}

  /** All that hold references; null where there is no file to be had. */
  static @Nullable List<ReferenceField> of(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null || type.isHidden()) {
      return null;
    }
    try (InputStream file =
        loader.getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
      return file == null ? null : read(file.readAllBytes());
    } catch (IOException | RuntimeException unreadable) {
      return null;
    }
  }

  private static List<ReferenceField> read(byte[] file) throws IOException {
    DataInputStream input = new DataInputStream(new ByteArrayInputStream(file));
    input.skipNBytes(8);
    String[] texts = texts(input);
    input.skipNBytes(6);
    input.skipNBytes(2L * input.readUnsignedShort());
    List<ReferenceField> fields = new ArrayList<>();
    for (int count = input.readUnsignedShort(); count > 0; count--) {
      int access = input.readUnsignedShort();
      String name = texts[input.readUnsignedShort()];
      String descriptor = texts[input.readUnsignedShort()];
      for (int attributes = input.readUnsignedShort(); attributes > 0; attributes--) {
        input.skipNBytes(2);
        input.skipNBytes(Integer.toUnsignedLong(input.readInt()));
      }
      if (descriptor.startsWith("L") || descriptor.startsWith("[")) {
        fields.add(new ReferenceField(name, Modifier.isStatic(access)));
      }
    }
    return fields;
  }

  /** The texts of the constant pool (JVMS 4.4), each in its place. */
  private static String[] texts(DataInputStream input) throws IOException {
    String[] texts = new String[input.readUnsignedShort()];
    for (int index = 1; index < texts.length; index++) {
      int tag = input.readUnsignedByte();
      if (tag == UTF8) {
        texts[index] = input.readUTF();
      } else {
        input.skipNBytes(length(tag));
      }
      if (tag == LONG || tag == DOUBLE) {
        index++;
      }
    }
    return texts;
  }

  private static int length(int tag) throws IOException {
    return switch (tag) {
      case 7, 8, 16, 19, 20 -> 2;
      case 15 -> 3;
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
      case LONG, DOUBLE -> 8;
      default -> throw new IOException("no constant has the tag " + tag);
    };
  }
}
