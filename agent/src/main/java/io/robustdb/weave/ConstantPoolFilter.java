package io.robustdb.weave;

/**
 * Rejects classes that cannot need weaving by a look at their bytes alone: a class passes that
 * names a type of JDBC, or a type that by its name may be a pool, or that itself or whose super
 * class may be a part of a driver by its name. Costs some microseconds a class.
 *
 * <p>Stateless.
 */
final class ConstantPoolFilter {
  private ConstantPoolFilter() {}

  /**
   * Whether a class file may need weaving. One that cannot be read does where that is because it is
   * newer than known, and does not where it ends too early.
   */
  static boolean passes(byte[] classFile) {
    return Words.JDBC.isAnyIn(classFile, 0, classFile.length) || isOfDriver(classFile);
  }

  private static boolean isOfDriver(byte[] classFile) {
    try {
      ConstantPool pool = ConstantPool.of(classFile);
      for (int offset = pool.end() + 2; offset <= pool.end() + 4; offset += 2) {
        int index = ConstantPool.unsigned16(classFile, offset);
        if (index != 0 && pool.hasAny(Words.DRIVER, pool.first(index))) {
          return true;
        }
      }
      return false;
    } catch (IllegalArgumentException unknown) {
      return true;
    } catch (IndexOutOfBoundsException malformed) {
      return false;
    }
  }
}
