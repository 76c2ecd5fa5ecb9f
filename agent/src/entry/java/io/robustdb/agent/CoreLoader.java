package io.robustdb.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * The loader of the agent's core and its libraries: they stand in the jar as {@code
 * core/….classdata}, which no other loader takes for classes, so the application neither sees nor
 * clashes with them.
 *
 * <p>Its own classes come first, everything else from the platform loader. Parallel capable: the
 * application's threads load classes here, and a lock for the whole loader could meet theirs.
 */
final class CoreLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final String jarUrl;

  CoreLoader(AgentJar jar, ClassLoader platform) {
    super(platform);
    this.jar = jar.jar();
    this.jarUrl = "jar:" + jar.file().toURI() + "!/";
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith("java.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      ZipEntry entry = jar.getEntry("core/" + name.replace('.', '/') + ".classdata");
      return entry == null ? super.loadClass(name, resolve) : define(name, entry);
    }
  }

  @Override
  protected URL findResource(String name) {
    String path = "core/" + name;
    try {
      return jar.getEntry(path) == null ? null : URI.create(jarUrl + path).toURL();
    } catch (MalformedURLException impossible) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL found = findResource(name);
    return found == null
        ? Collections.<URL>emptyEnumeration()
        : Collections.enumeration(Collections.singleton(found));
  }

  @Override
  public URL getResource(String name) {
    URL own = findResource(name);
    return own == null ? super.getResource(name) : own;
  }

  private Class<?> define(String name, ZipEntry entry) throws ClassNotFoundException {
    try (InputStream input = jar.getInputStream(entry)) {
      ByteArrayOutputStream bytes =
          new ByteArrayOutputStream(Math.max(1024, (int) entry.getSize()));
      byte[] buffer = new byte[8192];
      for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
        bytes.write(buffer, 0, count);
      }
      return defineClass(name, bytes.toByteArray(), 0, bytes.size());
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }
}
