package io.robustdb.it.generated;

import java.util.List;
import java.util.Random;

/** Decides by chance, the same way for the same seed. For one thread. */
final class Dice {
  private final Random random;

  Dice(long seed, int program) {
    this.random = new Random(seed * 1_000_003 + program);
    this.random.nextLong(); // neighbouring seeds begin alike
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  boolean flip() {
    return random.nextBoolean();
  }

  /** A number between two, both included. */
  int between(int lowest, int highest) {
    return lowest + random.nextInt(highest - lowest + 1);
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
