package io.daybook.eventstore.chaos;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.eventstore.AlreadyAnsweredException;
import io.daybook.eventstore.AppendContext;
import io.daybook.eventstore.EventStoreSettings;
import io.daybook.eventstore.EventStoreUnavailableException;
import io.daybook.eventstore.LogEventStore;
import io.daybook.eventstore.OutcomeUnknownException;
import io.daybook.eventstore.Receipt;
import io.daybook.eventstore.chaos.Say.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.jspecify.annotations.Nullable;

/// One node, in a process of its own: appends all the time, follows the log, and says what it was
/// told. Ends when its input does.
final class ChaosNode {

  private static final PrintStream OUT = System.out;
  private static final int WRITERS = 6;
  private static final int HOT_STREAMS = 3;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /// A part of an append: all of them are in the log, or none.
  record Part(String append, int index, int size) {}

  private final String name;
  private final LogEventStore store;
  private final AtomicLong appends = new AtomicLong();
  private volatile boolean writing = true;

  private ChaosNode(String name, LogEventStore store) {
    this.name = name;
    this.store = store;
  }

  /// @param arguments the node's name, where the database is, its user, a seed, and the position
  ///   after which the node begins to read
  public static void main(String[] arguments) throws IOException {
    // What is logged goes elsewhere.
    System.setOut(System.err);
    HikariDataSource pool = new HikariDataSource();
    pool.setInitializationFailTimeout(-1);
    pool.setJdbcUrl(arguments[1]);
    pool.setUsername(arguments[2]);
    pool.setMaximumPoolSize(8);
    pool.setConnectionTimeout(2_000);
    LogEventStore store =
        LogEventStore.open(
            pool,
            Jackson3Serializer.builder().build(),
            NoOpEventUpcaster.INSTANCE,
            _ -> true,
            EventStoreSettings.defaults(),
            new SimpleMeterRegistry());
    ChaosNode node = new ChaosNode(arguments[0], store);
    long seed = Long.parseLong(arguments[3]);
    long from = Long.parseLong(arguments[4]);
    Thread.ofPlatform().daemon().start(() -> node.read(from));
    for (int writer = 0; writer < WRITERS; writer++) {
      Random random = new Random(seed + writer);
      Thread.ofVirtual().start(() -> node.write(random));
    }
    // One byte: no more appends. The end: no more node.
    System.in.read();
    node.writing = false;
    System.in.read();
    Runtime.getRuntime().halt(0);
  }

  private void read(long from) {
    long position = from;
    while (true) {
      try (BlockingStream<TrackedEventMessage<?>> stream =
          store.openStream(new GlobalSequenceTrackingToken(position))) {
        while (true) {
          TrackedEventMessage<?> event = stream.nextAvailable();
          position = event.trackingToken().position().orElseThrow();
          say(Kind.SEEN, position, event.getIdentifier());
        }
      } catch (EventStoreUnavailableException away) {
        LockSupport.parkNanos(PAUSE_NANOS);
      } catch (InterruptedException interrupted) {
        return;
      }
    }
  }

  private void write(Random random) {
    while (writing) {
      switch (random.nextInt(4)) {
        case 0 -> append(id(), List.of("own/" + id()), 1 + random.nextInt(4));
        case 1 -> append(id(), List.of("hot/" + random.nextInt(HOT_STREAMS)), 1);
        case 2 ->
            append(
                id(),
                List.of("own/" + id(), "hot/" + random.nextInt(HOT_STREAMS), "own/" + id()),
                1 + random.nextInt(2));
        default -> answer("key-" + System.currentTimeMillis() / 20);
      }
      LockSupport.parkNanos(random.nextLong(PAUSE_NANOS));
    }
  }

  private String id() {
    return name + "-" + appends.incrementAndGet();
  }

  private void append(String id, List<String> streams, int each) {
    try {
      say(Kind.ACKNOWLEDGED, id, publish(events(id, streams, each), null));
    } catch (ConcurrencyException lost) {
      say(Kind.REFUSED, id, "race");
    } catch (OutcomeUnknownException unknown) {
      say(Kind.UNKNOWN, id, "");
    } catch (EventStoreUnavailableException away) {
      say(Kind.FAILED, id, "");
    } catch (RuntimeException broken) {
      say(Kind.BROKEN, id, broken.toString().replaceAll("\\s+", "_"));
    }
  }

  /// Both nodes and all their writers do this with the same keys, until they have an answer.
  private void answer(String key) {
    while (writing) {
      String id = id();
      try {
        long last = publish(events(id, List.of("own/" + id), 2), new Receipt(key, "same", id));
        say(Kind.ACKNOWLEDGED, id, last);
        say(Kind.ANSWERED, key, id);
        return;
      } catch (AlreadyAnsweredException answered) {
        say(Kind.REFUSED, id, "answered");
        if (sayAnswer(key)) {
          return;
        }
      } catch (OutcomeUnknownException unknown) {
        say(Kind.UNKNOWN, id, "");
      } catch (EventStoreUnavailableException away) {
        say(Kind.FAILED, id, "");
      }
    }
  }

  private boolean sayAnswer(String key) {
    try {
      say(Kind.ANSWERED, key, store.receipts().find(key).orElseThrow().outcome());
      return true;
    } catch (EventStoreUnavailableException away) {
      return false;
    }
  }

  private List<DomainEventMessage<?>> events(String id, List<String> streams, int each) {
    List<DomainEventMessage<?>> events = new ArrayList<>();
    int size = streams.size() * each;
    for (String stream : streams) {
      long next = store.lastSequenceNumberFor(stream).orElse(-1L) + 1;
      for (int i = 0; i < each; i++) {
        Part part = new Part(id, events.size(), size);
        events.add(new GenericDomainEventMessage<>("Chaos", stream, next + i, part));
      }
    }
    return events;
  }

  private long publish(List<DomainEventMessage<?>> events, @Nullable Receipt receipt) {
    UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(null);
    AppendContext context = AppendContext.current();
    work.execute(() -> {
      store.publish(events);
      if (receipt != null) {
        context.receipt(receipt);
      }
    });
    return context.lastPosition();
  }

  private static void say(Kind kind, Object what, Object more) {
    OUT.println(Say.line(kind, what, more));
  }
}
