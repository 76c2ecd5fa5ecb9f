package io.robustdb.weave;

import io.robustdb.site.CallSites;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class as it is loaded, and weaves those that need it. The weaver proper is made when
 * the first class passes the filter: an application without JDBC never loads it.
 *
 * <p>Thread-safe. A class that cannot be woven is left as it is and counted.
 */
public final class JdbcTransformer implements ClassFileTransformer {
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  /** Begins the names of the classes of proxies, and of no others (java.lang.reflect.Proxy). */
  private static final String PROXY = "$Proxy";

  private final CallSites callSites;
  private final Discoveries discoveries;
  private final Exclusion exclusion;
  private final boolean statements;
  private final ClassLoader own = JdbcTransformer.class.getClassLoader();
  private final LongAdder woven = new LongAdder();
  private final LongAdder unwoven = new LongAdder();
  private volatile @Nullable String firstUnwoven;
  private volatile @Nullable Weaving weaving;

  /**
   * @param excluded packages that are never woven, with slashes
   * @param statements whether result sets are watched
   */
  public JdbcTransformer(
      CallSites callSites, Discoveries discoveries, List<String> excluded, boolean statements) {
    this.callSites = callSites;
    this.discoveries = discoveries;
    this.exclusion = new Exclusion(List.copyOf(excluded));
    this.statements = statements;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null || loader == own || name == null || isOfJdk(loader, name) || isOurs(name)) {
      return null;
    }
    try {
      discoveries.loading(name, domain);
      return (ConstantPoolFilter.passes(classFile) || isAwaited(name)) && !exclusion.covers(name)
          ? weaving().weave(loader, name, domain, classFile)
          : null;
    } catch (Throwable failure) {
      failed(name, failure);
      return null;
    }
  }

  /** How many classes were woven. */
  public long woven() {
    return woven.sum();
  }

  /** How many classes could not be woven. */
  public long unwoven() {
    return unwoven.sum();
  }

  /** The first class that could not be woven, and why; null where there is none. */
  public @Nullable String firstUnwoven() {
    return firstUnwoven;
  }

  /** The JVM did not let a loaded class be woven. */
  public void refused(String className, Throwable reason) {
    failed(className, reason);
  }

  private void failed(String name, Throwable failure) {
    unwoven.increment();
    discoveries.notWoven(name.replace('/', '.'), failure);
    if (firstUnwoven == null) {
      firstUnwoven = name.replace('/', '.') + " (" + failure + ")";
    }
  }

  private boolean isAwaited(String name) {
    Weaving ready = weaving;
    return ready != null && ready.isAwaited(name);
  }

  private Weaving weaving() {
    Weaving ready = weaving;
    if (ready == null) {
      ready = new Weaving(callSites, discoveries, exclusion, statements, woven);
      weaving = ready;
    }
    return ready;
  }

  private static boolean isOurs(String name) {
    return name.startsWith("io/robustdb/agent/");
  }

  /**
   * Whether a class is the JDK's own. A proxy is not, though the loader is that of {@code
   * java.sql}, which some give for the want of another.
   *
   * @param name with dots or slashes
   */
  public static boolean isOfJdk(ClassLoader loader, String name) {
    return loader == PLATFORM
        && !name.startsWith(PROXY, Math.max(name.lastIndexOf('/'), name.lastIndexOf('.')) + 1);
  }

  /** Whether a class may need weaving, by its class file alone. */
  public static boolean mayNeedWeaving(byte[] classFile) {
    return ConstantPoolFilter.passes(classFile);
  }
}
