package io.robustdb.confinement;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers where the values of one method come from, a bit for each: {@link #LEADS} for what leads
 * to the object that is followed in some way, {@link #OTHERS} for what was found somewhere, one for
 * each parameter, and one for each place where the method makes something. Confined to one thread.
 */
final class Origins {
  /** Leads to the object. */
  static final long LEADS = 1;

  /** May be something that others have, too. */
  static final long OTHERS = 1L << 63;

  private static final int LAST = 62;

  private final int parameters;
  private final Map<Integer, Long> made = new HashMap<>();
  private final Map<Long, String> types = new HashMap<>();

  /**
   * @param parameters how many the method has, {@code this} included
   */
  Origins(int parameters) {
    this.parameters = parameters;
  }

  /** The origin that a parameter is, {@code this} being the first. */
  static long parameter(int index) {
    if (index >= LAST - 1) {
      throw new UnknownFlow("too many parameters");
    }
    return LEADS << (index + 1);
  }

  /** All parameters. */
  long parameters() {
    return parameter(parameters) - 1 - LEADS;
  }

  /**
   * The origin that an instruction is which makes something.
   *
   * @param index of the instruction
   * @param type of what it makes, null for an array
   */
  long made(int index, @Nullable String type) {
    Long known = made.get(index);
    if (known == null) {
      int number = parameters + 1 + made.size();
      if (number > LAST) {
        throw new UnknownFlow("too much is made");
      }
      known = LEADS << number;
      made.put(index, known);
      if (type != null) {
        types.put(known, type);
      }
    }
    return known;
  }

  /** The very class of a value, where it can only be what one instruction makes; else null. */
  @Nullable String typeOf(long value) {
    return types.get(value);
  }

  /** The classes of what the method makes, by origin. */
  Map<Long, String> types() {
    return types;
  }
}
