package io.robustdb.jdk;

import java.util.List;

/** Tells what is over, so that it uses nothing any more although something leads to it. */
public interface Ended {
  /** Nothing is. */
  Ended NOTHING =
      new Ended() {
        @Override
        public boolean isOver(Object object, List<Object> references) {
          return false;
        }

        @Override
        public boolean isOver(Class<?> type) {
          return false;
        }
      };

  /**
   * Whether an object is over, with all that only it leads to.
   *
   * @param references what it refers to
   */
  boolean isOver(Object object, List<Object> references);

  /** Is shown each object that a walk begins in. */
  default void root(Object object) {}

  /** Whether the static fields of a class are. */
  boolean isOver(Class<?> type);
}
