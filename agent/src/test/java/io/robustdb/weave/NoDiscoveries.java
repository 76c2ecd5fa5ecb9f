package io.robustdb.weave;

import io.robustdb.jdbc.JdbcRole;
import java.security.ProtectionDomain;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** For tests that only want the woven class. */
final class NoDiscoveries implements Discoveries {
  @Override
  public void loading(String internalName, @Nullable ProtectionDomain domain) {}

  @Override
  public void dataSourceMethod(String className, String method, String descriptor) {}

  @Override
  public void driver(String className) {}

  @Override
  public void woven(String className, Set<JdbcRole> roles) {}

  @Override
  public void notWoven(String className, Throwable reason) {}

  @Override
  public boolean isOfDriver(String className) {
    return false;
  }
}
