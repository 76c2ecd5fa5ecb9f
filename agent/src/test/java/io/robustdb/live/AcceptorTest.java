package io.robustdb.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AcceptorTest {
  private static final int MORE_THAN_ARE_ANSWERED_AT_ONCE = 8;
  private static final int MORE_THAN_BUFFERS_TAKE = 64 << 20;

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whoDoesNotTakeItsAnswerInHoldsNobodyUp() throws IOException {
    List<SocketChannel> silent = new ArrayList<>();
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      new Acceptor(server, "test", AcceptorTest::answer, 100).start();
      for (int number = 0; number < MORE_THAN_ARE_ANSWERED_AT_ONCE; number++) {
        silent.add(SocketChannel.open(server.getLocalAddress()));
      }

      try (SocketChannel asking = SocketChannel.open(server.getLocalAddress())) {
        assertThat(read(asking)).isEqualTo(MORE_THAN_BUFFERS_TAKE);
      }
    } finally {
      for (SocketChannel each : silent) {
        each.close();
      }
    }
  }

  /** As where the process has no file descriptors left for a while. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whoCannotBeTakenInIsTakenInLater() throws IOException {
    try (ServerSocketChannel server = new RefusingAtFirst(ServerSocketChannel.open())) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      new Acceptor(server, "test", AcceptorTest::answer).start();

      try (SocketChannel asking = SocketChannel.open(server.getLocalAddress())) {
        assertThat(read(asking)).isEqualTo(MORE_THAN_BUFFERS_TAKE);
      }
    }
  }

  private static void answer(SocketChannel asking) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(MORE_THAN_BUFFERS_TAKE);
    while (answer.hasRemaining()) {
      asking.write(answer);
    }
  }

  private static int read(SocketChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    int all = 0;
    for (int count = channel.read(buffer); count >= 0; count = channel.read(buffer)) {
      all += count;
      buffer.clear();
    }
    return all;
  }

  /** Fails to take in the first. */
  private static final class RefusingAtFirst extends ServerSocketChannel {
    private final ServerSocketChannel channel;
    private boolean refused;

    RefusingAtFirst(ServerSocketChannel channel) {
      super(channel.provider());
      this.channel = channel;
    }

    @Override
    public SocketChannel accept() throws IOException {
      if (!refused) {
        refused = true;
        throw new IOException("Too many open files");
      }
      return channel.accept();
    }

    @Override
    public ServerSocketChannel bind(SocketAddress local, int backlog) throws IOException {
      channel.bind(local, backlog);
      return this;
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) throws IOException {
      channel.setOption(name, value);
      return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
      return channel.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
      return channel.supportedOptions();
    }

    @Override
    public ServerSocket socket() {
      return channel.socket();
    }

    @Override
    public SocketAddress getLocalAddress() throws IOException {
      return channel.getLocalAddress();
    }

    @Override
    protected void implCloseSelectableChannel() throws IOException {
      channel.close();
    }

    @Override
    protected void implConfigureBlocking(boolean block) throws IOException {
      channel.configureBlocking(block);
    }
  }
}
