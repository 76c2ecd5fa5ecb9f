package io.robustdb.benchmark.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Has each iteration of a JMH fork wait for its turn in a {@link Rotation}. JMH knows no other hook
 * that is called before its clock starts and has no part in what is measured.
 */
public final class OwnTurn implements InternalProfiler {
  /** The system property that names the rotation's port. */
  static final String PORT = "benchmark.turns";

  private @Nullable Socket rotation;

  @Override
  public String getDescription() {
    return "waits for its turn";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    try {
      if (rotation == null) {
        rotation = new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger(PORT));
        rotation.setTcpNoDelay(true);
      }
      rotation.getOutputStream().write(Rotation.SIGN);
      if (rotation.getInputStream().read() != Rotation.SIGN) {
        throw new IllegalStateException("another variant has failed");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    if (rotation != null) {
      try {
        rotation.getOutputStream().write(Rotation.SIGN);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return List.of();
  }
}
