package io.robustdb.weave;

import io.robustdb.jdbc.JdbcRole;
import io.robustdb.site.CallSites;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the classes that passed the filter. Thread-safe.
 *
 * <p>No lambda here nor in what it calls: linking one while the JVM loads a class can run in
 * circles.
 */
final class Weaving {
  private final CallSites callSites;
  private final Discoveries discoveries;
  private final Exclusion exclusion;
  private final boolean statements;
  private final LongAdder woven;
  private final Hierarchy hierarchy = new Hierarchy();
  private final ConcurrentHashMap<String, Set<JdbcRole>> lent = new ConcurrentHashMap<>();
  private final DriverJars driverJars = new DriverJars();

  Weaving(
      CallSites callSites,
      Discoveries discoveries,
      Exclusion exclusion,
      boolean statements,
      LongAdder woven) {
    this.callSites = callSites;
    this.discoveries = discoveries;
    this.exclusion = exclusion;
    this.statements = statements;
    this.woven = woven;
  }

  byte @Nullable [] weave(
      ClassLoader loader, String name, @Nullable ProtectionDomain domain, byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    return isAwaited(name) || Glance.mayNeedWeaving(reader)
        ? weave(loader, name, domain, reader)
        : null;
  }

  byte @Nullable [] weave(
      ClassLoader loader, String name, @Nullable ProtectionDomain domain, ClassReader reader) {
    MethodScan scan = new MethodScan();
    reader.accept(scan, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    Set<JdbcRole> roles = hierarchy.rolesOf(reader, loader);
    roles.addAll(lent.getOrDefault(name, Set.of()));
    lend(Set.copyOf(roles), reader.getSuperName());
    if (roles.isEmpty() && (reader.getAccess() & Opcodes.ACC_FINAL) == 0) {
      roles.addAll(scan.rolesBySignature());
    }
    if (!statements) {
      roles.remove(JdbcRole.RESULT_SET);
    }
    String className = name.replace('/', '.');
    tell(className, roles, scan, domain);
    if (roles.isEmpty() && !scan.opens()) {
      return null;
    }
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    boolean sites = !discoveries.isOfDriver(className);
    boolean superExecutes = tellsOfExecutions(reader.getSuperName(), loader);
    ClassWeaver weaver =
        new ClassWeaver(writer, reader, roles, sites, superExecutes, scan, callSites);
    reader.accept(weaver, ClassReader.EXPAND_FRAMES);
    if (!weaver.hasChanged()) {
      return null;
    }
    byte[] changed = writer.toByteArray();
    woven.increment();
    discoveries.woven(className, roles);
    return changed;
  }

  /** Whether a class gives its methods to one that was woven before. */
  boolean isAwaited(String name) {
    return lent.containsKey(name);
  }

  /**
   * The methods of a JDBC class may stand in a super class that implements nothing of JDBC itself.
   * The JVM loads it after the class file of its heir has been seen, so it is woven with its heir's
   * roles.
   */
  private void lend(Set<JdbcRole> roles, @Nullable String superName) {
    if (!roles.isEmpty() && superName != null && !superName.startsWith("java/")) {
      lent.put(superName, roles);
    }
  }

  private boolean tellsOfExecutions(@Nullable String superName, ClassLoader loader) {
    return superName != null
        && !exclusion.covers(superName)
        && hierarchy.rolesOf(superName, loader).contains(JdbcRole.STATEMENT);
  }

  private void tell(
      String className, Set<JdbcRole> roles, MethodScan scan, @Nullable ProtectionDomain domain) {
    if (roles.contains(JdbcRole.DRIVER)) {
      discoveries.driver(className);
    }
    if (roles.contains(JdbcRole.DATA_SOURCE)) {
      for (String driver : driverJars.driversBeside(domain)) {
        discoveries.driver(driver);
      }
      for (String method : scan.methods()) {
        int parenthesis = method.indexOf('(');
        discoveries.dataSourceMethod(
            className, method.substring(0, parenthesis), method.substring(parenthesis));
      }
    }
  }
}
