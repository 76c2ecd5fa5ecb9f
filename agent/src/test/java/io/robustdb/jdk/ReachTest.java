package io.robustdb.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReachTest {
  private static final int MANY = 1_000_000;
  private static final long LONG = 60_000_000_000L;

  private final Library target = new Library();

  @Test
  void whatRefersToItHoldsItUnlessThatMayBeClearedAtAnyTime() {
    assertThat(from(List.of(new Object[] {target})).isFound()).isTrue();
    assertThat(from(new SoftReference<>(target)).isFound()).isTrue();
    assertThat(from(new WeakReference<>(target)).isFound()).isFalse();
  }

  @Test
  void whatItsOwnLibraryKeepsCountsOnAWayThroughSomebodyElse() {
    Library keeper = new Library();
    keeper.kept = target;

    assertThat(from(new Object[] {keeper}, Ownership.JDK).isFound()).isFalse();
    assertThat(from(new Object[] {keeper}, Ownership.OTHER).isFound()).isTrue();
    assertThat(from(new Object[] {target}, Ownership.JDK).isFound()).isTrue();
  }

  @Test
  void whoHasAThreadHasNotItsThreadLocals() throws InterruptedException {
    Library keeper = new Library();
    keeper.kept = target;
    Queue<Object> hand = new ConcurrentLinkedQueue<>(List.of(keeper));
    ThreadLocal<@Nullable Object> local = new ThreadLocal<>();
    CountDownLatch set = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              local.set(hand.poll());
              set.countDown();
              awaitQuietly(ended);
            });
    thread.start();
    set.await();
    try {
      assertThat(from(thread).isFound()).isFalse();
    } finally {
      ended.countDown();
      thread.join();
    }
  }

  /** All threads are looked at by themselves; the JDK's groups have led to each other's once. */
  @Test
  void whoHasAThreadHasNotTheOthersOfItsGroup() throws InterruptedException {
    ThreadGroup group = new ThreadGroup("both");
    CountDownLatch knownEnds = new CountDownLatch(1); // one for both would lead to both
    CountDownLatch ended = new CountDownLatch(1);
    Thread known = new Thread(group, () -> awaitQuietly(knownEnds));
    Object[] hold = {target};
    Thread other =
        new Thread(
            group,
            () -> {
              awaitQuietly(ended);
              Reference.reachabilityFence(hold);
            });
    known.start();
    other.start();
    try {
      assertThat(from(known).isFound()).isFalse();
      assertThat(from(other).isFound()).isTrue();
    } finally {
      knownEnds.countDown();
      ended.countDown();
      known.join();
      other.join();
    }
  }

  @Test
  void whatTheClassOfALoaderKeepsIsItsOwn() {
    WithoutAbsent loader = new WithoutAbsent(true);
    loader.kept = target;

    assertThat(from(loader).isFound()).isTrue();
  }

  @Test
  void whoHasAClassLoaderHasNotWhatTheJdkKeepsInIt() throws IOException {
    Handler handler = new Handler(target);
    ClassLoader parent = ReachTest.class.getClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[0], parent, protocol -> handler)) {
      assertThat(from(handler).isFound()).isTrue();
      assertThat(from(loader).isFound()).isFalse();
    }
  }

  /** A loader keeps it for the jars that it opens. */
  private static final class Handler extends URLStreamHandler {
    @SuppressWarnings({"unused", "UnusedVariable"}) // it is only there to refer to it
    private final Object kept;

    Handler(Object kept) {
      this.kept = kept;
    }

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      throw new IOException("there is none");
    }
  }

  @Test
  void whatTheLibraryKeepsForAllIsNoUseOfIt() {
    Library.keptByAll = target;
    Lame.keptByAll = target;
    try {
      Reach byLibrary = reach(MANY, LONG);
      byLibrary.statics(Library.class);
      Reach byOthers = reach(MANY, LONG);
      byOthers.statics(Lame.class);

      assertThat(byLibrary.isFound()).isFalse();
      assertThat(byOthers.isFound()).isTrue();
    } finally {
      Library.keptByAll = null;
      Lame.keptByAll = null;
    }
  }

  @Test
  void whatManagementAloneHasIsNoUseOfIt() {
    Attribute managed = new Attribute("pool", target);

    assertThat(from(managed, Ownership.JDK).isFound()).isFalse();
    assertThat(from(new Object[] {managed}, Ownership.OTHER).isFound()).isTrue();
  }

  /** It gives attributes and operations of what is registered, never the object. */
  @Test
  void whoHasAManagementServerHasNotWhatIsRegistered() throws JMException {
    MBeanServer server = MBeanServerFactory.newMBeanServer();
    Library keeper = new Library();
    keeper.kept = target;
    ObjectName name = new ObjectName("test:type=Pool");

    server.registerMBean(new StandardMBean(keeper, Managed.class), name);
    assertThat(from(new Object[] {server}, Ownership.OTHER).isFound()).isFalse();
    server.unregisterMBean(name);
    server.registerMBean(new StandardMBean(new Stranger(target), Managed.class), name);
    assertThat(from(new Object[] {server}, Ownership.OTHER).isFound()).isTrue();
  }

  @Test
  void whoHasATimerHasNotItsTasks() {
    Library keeper = new Library();
    keeper.kept = target;
    Timer timer = new Timer(true);
    try {
      timer.schedule(keeper, LONG);
      assertThat(from(new Object[] {timer}, Ownership.OTHER).isFound()).isFalse();
      timer.schedule(new Stranger(target), LONG);
      assertThat(from(new Object[] {timer}, Ownership.OTHER).isFound()).isTrue();
    } finally {
      timer.cancel();
    }
  }

  /** All that is to be cleaned up hangs together, from sockets to timers. */
  @Test
  void whoHasSomethingToCleanUpHasNotWhatOthersHave() {
    Cleaner cleaner = Cleaner.create();
    Library keeper = new Library();
    keeper.kept = target;
    Cleaner.Cleanable before = cleaner.register(new Object(), keeper);
    Cleaner.Cleanable after = cleaner.register(target, () -> {});

    assertThat(from(cleaner).isFound()).isFalse();
    assertThat(from(after).isFound()).isFalse();
    assertThat(from(before).isFound()).isTrue();
    before.clean();
    after.clean();
  }

  /** What is run when nobody has an object any more can use what it has. */
  @Test
  void whatACleanerWillRunHolds() {
    Cleaner cleaner = Cleaner.create();
    Cleaner.Cleanable other = cleaner.register(new Object(), () -> {});
    Cleaner.Cleanable holding = cleaner.register(new Object(), new Stranger(target));

    assertThat(from(cleaner).isFound()).isTrue();
    holding.clean();
    assertThat(from(cleaner).isFound()).isFalse();
    other.clean();
  }

  /** An interface of management beans. */
  public interface Managed {}

  @Test
  void moreObjectsThanMayBeVisitedAreADoubt() {
    List<Object> many = new ArrayList<>();
    for (int number = 0; number < 100; number++) {
      many.add(new Object[0]);
    }

    Reach reach = reach(50, LONG);
    reach.root(many, Ownership.OTHER);
    reach.follow();

    assertThat(reach.isFound()).isFalse();
    assertThat(reach.unsure()).contains("too many objects");
  }

  @Test
  void aWalkThatTakesTooLongIsADoubt() {
    Reach reach = reach(MANY, -1);
    reach.root(new Object[] {target}, Ownership.OTHER);
    reach.follow();

    assertThat(reach.isFound()).isFalse();
    assertThat(reach.unsure()).contains("took too long");
  }

  @Test
  void fieldsThatTheJdkDoesNotTellAreTakenFromTheFile() throws Exception {
    Class<?> lame = new WithoutAbsent(true).loadClass(Lame.class.getName());
    Object instance = construct(lame, target);
    Reach byStatics = reach(MANY, LONG);
    byStatics.statics(lame);

    assertThat(from(instance).isFound()).isTrue();
    assertThat(byStatics.isFound()).isTrue();
    Object other = construct(lame, new Object());
    Reach withoutTarget = reach(MANY, LONG);
    withoutTarget.statics(lame);
    assertThat(from(other).isOver()).isFalse();
    assertThat(withoutTarget.isOver()).isFalse();
  }

  @Test
  void fieldsThatNobodyTellsAreADoubt() throws Exception {
    Class<?> lame = new WithoutAbsent(false).loadClass(Lame.class.getName());
    Object instance = construct(lame, new Object());
    Reach byStatics = reach(MANY, LONG);
    byStatics.statics(lame);

    assertThat(from(instance).unsure())
        .contains("fields of " + Lame.class.getName() + " cannot be read");
    assertThat(byStatics.unsure()).contains("static fields of " + Lame.class.getName());
  }

  private static Object construct(Class<?> lame, Object kept) throws Exception {
    Constructor<?> constructor = lame.getDeclaredConstructor(Object.class);
    constructor.setAccessible(true);
    return constructor.newInstance(kept);
  }

  private Reach from(Object root) {
    return from(root, Ownership.OTHER);
  }

  private Reach from(Object root, Ownership holder) {
    Reach reach = reach(MANY, LONG);
    reach.root(root, holder);
    reach.follow();
    return reach;
  }

  private Reach reach(int objects, long nanos) {
    return new Reach(List.of(target), ReachTest::ownerOf, objects, nanos);
  }

  private static Ownership ownerOf(Class<?> type) {
    if (type == Library.class) {
      return Ownership.OWN;
    }
    return type.isArray() || type.getClassLoader() == null ? Ownership.JDK : Ownership.OTHER;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Of the library of what is looked for, as that itself. */
  private static final class Library extends TimerTask implements Managed {
    @SuppressWarnings("UnusedVariable") // as the other
    private static @Nullable Object keptByAll;

    @SuppressWarnings("UnusedVariable") // it is only there to refer to it
    private @Nullable Object kept;

    @Override
    public void run() {}
  }

  /** Whoever it is that may do anything with what he has. */
  private static final class Stranger extends TimerTask implements Managed {
    @SuppressWarnings("UnusedVariable") // as the other
    private final Object kept;

    Stranger(Object kept) {
      this.kept = kept;
    }

    @Override
    public void run() {}
  }

  /** Has a field of a type that is not there, and constants of all sizes. */
  @SuppressWarnings("UnusedVariable")
  static final class Lame {
    private static @Nullable Object keptByAll;
    private static final long LARGE = 1L << 40;

    private @Nullable Absent absent;
    private final Object kept;
    private double fraction = 0.1;
    private long number = LARGE;

    Lame(Object kept) {
      this.kept = kept;
      keptByAll = kept;
    }
  }

  /** A class that is not deployed. */
  static final class Absent {}

  /** Defines {@link Lame} anew, without what it needs. */
  private static final class WithoutAbsent extends ClassLoader {
    private final boolean hasFiles;

    @SuppressWarnings("UnusedVariable") // it is only there to refer to it
    private @Nullable Object kept;

    WithoutAbsent(boolean hasFiles) {
      super(ReachTest.class.getClassLoader());
      this.hasFiles = hasFiles;
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      return hasFiles ? super.getResourceAsStream(name) : null;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.equals(Absent.class.getName())) {
        throw new ClassNotFoundException(name);
      }
      return name.equals(Lame.class.getName()) ? lame(name) : super.loadClass(name, resolve);
    }

    private Class<?> lame(String name) throws ClassNotFoundException {
      try (InputStream file = super.getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = file.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException | NullPointerException unreadable) {
        throw new ClassNotFoundException(name, unreadable);
      }
    }
  }
}
