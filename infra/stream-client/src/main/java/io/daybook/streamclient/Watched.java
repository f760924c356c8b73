package io.daybook.streamclient;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ends a reading that hears nothing for too long: a connection may be dead without a word. For one
/// thread.
final class Watched extends FilterInputStream {

  private final Duration silence;

  Watched(InputStream in, Duration silence) {
    super(in);
    this.silence = silence;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    AtomicBoolean silent = new AtomicBoolean();
    CompletableFuture<Void> watch =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, silence.toMillis(), TimeUnit.MILLISECONDS)
            .thenRun(() -> {
              silent.set(true);
              closeQuietly();
            });
    try {
      int read = in.read(buffer, offset, length);
      if (silent.get()) {
        throw new InterruptedIOException("Nothing was heard for " + silence);
      }
      return read;
    } finally {
      boolean _ = watch.cancel(false);
    }
  }

  private void closeQuietly() {
    try {
      in.close();
    } catch (IOException _) {
      // The reader hears of it.
    }
  }
}
