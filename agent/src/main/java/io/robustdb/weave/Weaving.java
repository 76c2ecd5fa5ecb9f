package io.robustdb.weave;

import io.robustdb.jdbc.JdbcCall;
import io.robustdb.jdbc.JdbcRole;
import io.robustdb.site.CallSites;
import java.security.ProtectionDomain;
import java.util.EnumSet;
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
    ClassOutline outline = ClassOutline.of(classFile);
    return isAwaited(name) || mayNeedWeaving(outline)
        ? weave(loader, name, domain, classFile, outline)
        : null;
  }

  /**
   * Whether a class may need weaving, by its declarations, before its super types are read: of a
   * large application nine out of ten classes that passed the filter end here.
   */
  static boolean mayNeedWeaving(ClassOutline outline) {
    return outline.namesOpeningCalls() || mayNeedRoles(outline);
  }

  /**
   * Whether it matters which roles a class has: one that declares a method which means something in
   * JDBC, that implements an interface of JDBC, or that may lend a role to its super class: one
   * that has a super class and interfaces.
   */
  private static boolean mayNeedRoles(ClassOutline outline) {
    return mayHaveRole(outline) || declaresCall(outline);
  }

  private static boolean mayHaveRole(ClassOutline outline) {
    String superName = outline.superName();
    boolean lends = superName != null && !superName.startsWith("java/");
    for (String name : outline.interfaces()) {
      if (lends || JdbcRole.of(name) != null) {
        return true;
      }
    }
    return false;
  }

  private static boolean declaresCall(ClassOutline outline) {
    for (ClassOutline.Method method : outline.methods()) {
      String name = method.name();
      if (JdbcCall.mayBe(name) && JdbcCall.isAny(name, method.descriptor())) {
        return true;
      }
    }
    return false;
  }

  /** As the other one, without a look at whether the class may need it. */
  byte @Nullable [] weave(
      ClassLoader loader,
      String name,
      @Nullable ProtectionDomain domain,
      byte[] classFile,
      ClassOutline outline) {
    Set<JdbcRole> roles = EnumSet.noneOf(JdbcRole.class);
    if (mayNeedRoles(outline)) {
      hierarchy.addRoles(outline, loader, roles);
    }
    roles.addAll(lent.getOrDefault(name, Set.of()));
    lend(Set.copyOf(roles), outline.superName());
    if (roles.isEmpty() && (outline.access() & Opcodes.ACC_FINAL) == 0) {
      addRolesBySignature(outline, roles);
    }
    if (!statements) {
      roles.remove(JdbcRole.RESULT_SET);
    }
    String className = name.replace('/', '.');
    tell(className, roles, outline, domain);
    if (roles.isEmpty() && !outline.opens()) {
      return null;
    }
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    boolean sites = !discoveries.isOfDriver(className);
    boolean superExecutes = tellsOfExecutions(outline.superName(), loader);
    ClassWeaver weaver =
        new ClassWeaver(writer, reader, roles, sites, superExecutes, outline, callSites);
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

  private static void addRolesBySignature(ClassOutline outline, Set<JdbcRole> roles) {
    for (ClassOutline.Method method : outline.methods()) {
      boolean instance = (method.access() & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT)) == 0;
      JdbcRole role =
          instance ? JdbcCall.roleBySignature(method.name(), method.descriptor()) : null;
      if (role != null) {
        roles.add(role);
      }
    }
  }

  private boolean tellsOfExecutions(@Nullable String superName, ClassLoader loader) {
    return superName != null
        && !exclusion.covers(superName)
        && hierarchy.rolesOf(superName, loader).contains(JdbcRole.STATEMENT);
  }

  private void tell(
      String className,
      Set<JdbcRole> roles,
      ClassOutline outline,
      @Nullable ProtectionDomain domain) {
    if (roles.contains(JdbcRole.DRIVER)) {
      discoveries.driver(className);
    }
    if (roles.contains(JdbcRole.DATA_SOURCE)) {
      for (String driver : driverJars.driversBeside(domain)) {
        discoveries.driver(driver);
      }
      for (ClassOutline.Method method : outline.methods()) {
        if (method.hasCode()) {
          discoveries.dataSourceMethod(className, method.name(), method.descriptor());
        }
      }
    }
  }
}
