package io.robustdb.core;

import io.robustdb.jdbc.JdbcRole;
import io.robustdb.log.AgentLog;
import io.robustdb.log.LogLevel;
import io.robustdb.observe.Pools;
import io.robustdb.site.ApplicationCode;
import io.robustdb.site.DriverCode;
import io.robustdb.weave.Discoveries;
import java.security.ProtectionDomain;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hands what the weaver finds in class files to those who want to know. Thread-safe. */
final class ClassDiscoveries implements Discoveries {
  private static final int SEGMENTS = 3;

  private final ApplicationCode code;
  private final Pools pools;
  private final DriverCode drivers;
  private final AgentLog log;

  ClassDiscoveries(ApplicationCode code, Pools pools, DriverCode drivers, AgentLog log) {
    this.code = code;
    this.drivers = drivers;
    this.pools = pools;
    this.log = log;
  }

  @Override
  public void loading(String internalName, @Nullable ProtectionDomain domain) {
    code.loading(internalName, domain);
  }

  @Override
  public void dataSourceMethod(String className, String method, String descriptor) {
    pools.declaresClose(className, method, descriptor);
  }

  /**
   * The package tree of a driver is the driver, unless the application brings a driver of its own.
   */
  @Override
  public void driver(String className) {
    if (!code.isApplication(className)) {
      drivers.add(tree(className));
    }
  }

  @Override
  public void woven(String className, Set<JdbcRole> roles) {
    if (log.shows(LogLevel.DEBUG)) {
      log.debug("woven: " + className + " " + roles);
    }
  }

  @Override
  public void notWoven(String className, Throwable reason) {
    log.debug("not woven: " + className + " (" + reason + ")");
  }

  @Override
  public boolean isOfDriver(String className) {
    return drivers.has(className);
  }

  /** The first packages of a class, at most three, up to and with the dot. */
  private static String tree(String className) {
    int end = -1;
    for (int segment = 0; segment < SEGMENTS; segment++) {
      int dot = className.indexOf('.', end + 1);
      if (dot < 0) {
        break;
      }
      end = dot;
    }
    return className.substring(0, end + 1);
  }
}
