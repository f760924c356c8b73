package io.daybook.kernel.app;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.common.lock.Lock;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.common.lock.LockFactory;

/// One lock per stream in use, so that commands to one stream queue up instead of colliding.
///
/// Whoever locks several streams does it in the order of their ids, hence nothing looks for
/// deadlocks: Axon's own factory does at each collision, over all locks there are, and a hot stock
/// item collides all the time. Should that order ever be broken, the limit ends it.
final class StreamLocks implements LockFactory {

  private static final long LIMIT_SECONDS = 10;

  private final ConcurrentHashMap<String, StreamLock> locks = new ConcurrentHashMap<>();

  @Override
  public Lock obtainLock(String stream) {
    StreamLock lock =
        locks.compute(
            stream,
            (_, known) -> {
              StreamLock used = known == null ? new StreamLock(stream) : known;
              used.users++;
              return used;
            });
    lock.obtain();
    return lock;
  }

  private void leave(StreamLock lock) {
    locks.computeIfPresent(lock.stream, (_, known) -> --known.users == 0 ? null : known);
  }

  private final class StreamLock implements Lock {

    private final String stream;
    private final ReentrantLock lock = new ReentrantLock();

    /// Those who hold or await it; guarded by the map's entry.
    private int users;

    StreamLock(String stream) {
      this.stream = stream;
    }

    void obtain() {
      boolean obtained = false;
      try {
        obtained = lock.tryLock(LIMIT_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      if (!obtained) {
        leave(this);
        throw new LockAcquisitionFailedException("Too many commands wait for " + stream);
      }
    }

    @Override
    public void release() {
      lock.unlock();
      leave(this);
    }

    @Override
    public boolean isHeld() {
      return lock.isHeldByCurrentThread();
    }
  }
}
