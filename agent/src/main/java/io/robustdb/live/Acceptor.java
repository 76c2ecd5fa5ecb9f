package io.robustdb.live;

import io.robustdb.jdk.AgentThread;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes connections in at a channel, until that is closed, and has each answered in a thread of its
 * own, a few at a time. Thread-safe.
 */
final class Acceptor implements AutoCloseable, Runnable {
  /** So many are answered at a time; more wait. */
  private static final int AT_ONCE = 4;

  private static final long LONGEST_WAIT_MILLIS = 30_000;

  /** After one could not be taken in, as where the process has no file descriptors left. */
  private static final long PAUSE_MILLIS = 500;

  private final ServerSocketChannel server;
  private final String name;
  private final Answer answer;
  private final long longestWaitMillis;
  private final Semaphore free = new Semaphore(AT_ONCE);

  /** Those that are being answered, the longest first. */
  private final Queue<Answering> answered = new ConcurrentLinkedQueue<>();

  /**
   * @param name of its threads
   */
  Acceptor(ServerSocketChannel server, String name, Answer answer) {
    this(server, name, answer, LONGEST_WAIT_MILLIS);
  }

  /**
   * @param longestWaitMillis so long one waits for those before it; then the first of them, who
   *     does not take its answer in, goes without
   */
  Acceptor(ServerSocketChannel server, String name, Answer answer, long longestWaitMillis) {
    this.server = server;
    this.name = name;
    this.answer = answer;
    this.longestWaitMillis = longestWaitMillis;
  }

  /** Answers one connection. */
  interface Answer {
    /**
     * Reads what it asks for, and writes the answer; it is closed after that.
     *
     * @throws IOException where the one who asked is gone
     */
    void to(SocketChannel asking) throws IOException;
  }

  /** Begins, in threads of its own. */
  void start() {
    new AgentThread(this, name).start();
  }

  @Override
  public void run() {
    try {
      while (server.isOpen()) {
        takeIn();
      }
    } catch (InterruptedException told) {
      // that is its end
    }
  }

  private void takeIn() throws InterruptedException {
    SocketChannel asking;
    try {
      asking = server.accept();
    } catch (IOException | OutOfMemoryError refused) {
      if (server.isOpen()) {
        Thread.sleep(PAUSE_MILLIS);
      }
      return;
    }
    awaitTurn();
    startAnswer(asking);
  }

  private void awaitTurn() throws InterruptedException {
    while (!free.tryAcquire(longestWaitMillis, TimeUnit.MILLISECONDS)) {
      Answering longest = answered.poll();
      if (longest != null) {
        cut(longest.asking); // which ends the call that waits for it, too
      }
    }
  }

  private static void cut(Channel asking) {
    try {
      asking.close();
    } catch (IOException gone) {
      // that is no reason to take in no others
    }
  }

  private void startAnswer(SocketChannel asking) {
    Answering answering = new Answering(asking);
    answered.add(answering);
    try {
      new AgentThread(answering, name + "-answer").start();
    } catch (OutOfMemoryError full) {
      answering.end();
      cut(asking); // there is no thread to be had just now
    }
    if (!server.isOpen()) {
      close(); // it was closed meanwhile
    }
  }

  /** Takes in nobody any more, and cuts off who is being answered, but not the calling thread. */
  @Override
  public void close() {
    cut(server);
    for (Answering each : answered) {
      if (each.thread != Thread.currentThread()) {
        cut(each.asking);
      }
    }
  }

  /** Answers one. */
  private final class Answering implements Runnable {
    private final SocketChannel asking;
    private volatile @Nullable Thread thread;

    Answering(SocketChannel asking) {
      this.asking = asking;
    }

    @Override
    public void run() {
      thread = Thread.currentThread();
      try (asking) {
        answer.to(asking);
      } catch (IOException | OutOfMemoryError gone) {
        // nobody waits for it any more, or there is no room for it: the application hears nothing
      } finally {
        end();
      }
    }

    private void end() {
      answered.remove(this);
      free.release();
    }
  }
}
