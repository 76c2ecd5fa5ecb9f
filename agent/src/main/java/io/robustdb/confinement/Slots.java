package io.robustdb.confinement;

import java.util.Arrays;

/**
 * What the local variables and the operand stack hold at one place, a word for each slot: a set of
 * origins, as {@link Origins} numbers them. Confined to one thread.
 */
final class Slots {
  private final long[] locals;
  private final long[] stack;
  private int top;

  Slots(int locals, int stack) {
    this.locals = new long[locals];
    this.stack = new long[stack];
  }

  Slots copy() {
    Slots copy = new Slots(locals.length, stack.length);
    System.arraycopy(locals, 0, copy.locals, 0, locals.length);
    System.arraycopy(stack, 0, copy.stack, 0, top);
    copy.top = top;
    return copy;
  }

  /** As they are where an exception is handled: nothing on the stack but that. */
  Slots inHandler() {
    Slots copy = copy();
    Arrays.fill(copy.stack, 0);
    copy.stack[0] = Origins.OTHERS;
    copy.top = 1;
    return copy;
  }

  /** Adds what may be here as well; false where nothing is new. */
  boolean merge(Slots other) {
    if (top != other.top) {
      throw new UnknownFlow("stacks of different depth");
    }
    boolean changed = false;
    for (int index = 0; index < locals.length; index++) {
      changed |= (locals[index] | other.locals[index]) != locals[index];
      locals[index] |= other.locals[index];
    }
    for (int index = 0; index < top; index++) {
      changed |= (stack[index] | other.stack[index]) != stack[index];
      stack[index] |= other.stack[index];
    }
    return changed;
  }

  long local(int index) {
    return locals[index];
  }

  void local(int index, long value) {
    locals[index] = value;
  }

  void push(long value) {
    stack[top++] = value;
  }

  void push(long value, int slots) {
    for (int slot = 0; slot < slots; slot++) {
      push(value);
    }
  }

  long pop() {
    return stack[--top];
  }

  /** Pops some slots and gives all that was in them. */
  long pop(int slots) {
    long all = 0;
    for (int slot = 0; slot < slots; slot++) {
      all |= pop();
    }
    return all;
  }

  /** Copies the top slots and puts the copy below them and so many others (JVMS 6.5, dup). */
  void duplicate(int slots, int below) {
    int from = top - slots - below;
    long[] moved = Arrays.copyOfRange(stack, from, top);
    System.arraycopy(moved, below, stack, from, slots);
    System.arraycopy(moved, 0, stack, from + slots, moved.length);
    top += slots;
  }

  void swap() {
    long upper = pop();
    long lower = pop();
    push(upper);
    push(lower);
  }
}
