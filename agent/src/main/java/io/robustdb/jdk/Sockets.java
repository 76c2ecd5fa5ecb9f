package io.robustdb.jdk;

import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Tells whether an object holds a socket, by following its fields a short way. */
public final class Sockets {
  private static final int MAXIMUM_OBJECTS = 20_000;

  private Sockets() {}

  /**
   * Whether a socket is found from an object; false also where the way is longer than is looked.
   */
  public static boolean areReachedFrom(Object root) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    ArrayDeque<Object> queue = new ArrayDeque<>();
    List<Object> references = new ArrayList<>();
    seen.add(root);
    queue.add(root);
    while (!queue.isEmpty() && seen.size() < MAXIMUM_OBJECTS) {
      references.clear();
      Fields.references(queue.remove(), references);
      for (Object next : references) {
        if (next instanceof Socket || next instanceof SocketChannel) {
          return true;
        }
        if (Neighbours.isPassable(next) && seen.add(next)) {
          queue.add(next);
        }
      }
    }
    return false;
  }
}
