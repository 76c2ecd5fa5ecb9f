package io.robustdb.weave;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a jar which drivers it registers (JDBC 4.3, 9.2.1), so that a driver's {@code
 * DataSource} is known as one before the driver's own class is loaded.
 *
 * <p>Thread-safe. Each jar is read once.
 */
final class DriverJars {
  private static final String SERVICE = "META-INF/services/java.sql.Driver";

  private final Set<String> read = ConcurrentHashMap.newKeySet();

  /** The drivers that the jar of a class registers; empty where it was asked before or has none. */
  List<String> driversBeside(@Nullable ProtectionDomain domain) {
    URL location =
        domain == null || domain.getCodeSource() == null
            ? null
            : domain.getCodeSource().getLocation();
    if (location == null || !read.add(location.toString())) {
      return List.of();
    }
    try {
      return drivers(location);
    } catch (IOException | IllegalArgumentException none) {
      return List.of();
    }
  }

  private static List<String> drivers(URL location) throws IOException {
    String spec = location.toString();
    String service = spec.endsWith("/") ? spec + SERVICE : "jar:" + spec + "!/" + SERVICE;
    URLConnection connection = URI.create(service).toURL().openConnection();
    connection.setUseCaches(false);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> drivers = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int comment = line.indexOf('#');
        String name = (comment < 0 ? line : line.substring(0, comment)).trim();
        if (!name.isEmpty()) {
          drivers.add(name);
        }
      }
      return drivers;
    }
  }
}
