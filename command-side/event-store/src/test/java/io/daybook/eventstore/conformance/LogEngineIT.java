package io.daybook.eventstore.conformance;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Daybook's own engine is put through everything, and passes.
class LogEngineIT {

  private static final Candidate CANDIDATE = new LogCandidate();

  @RegisterExtension private static final TestServer SERVER = new TestServer(CANDIDATE::makeTables);

  @Nested
  class Appends extends AppendSuite {
    Appends() {
      super(SERVER, CANDIDATE);
    }
  }

  @Nested
  class Gaps extends GapSuite {
    Gaps() {
      super(SERVER, CANDIDATE);
    }
  }

  @Nested
  class Tails extends TailSuite {
    Tails() {
      super(SERVER, CANDIDATE);
    }
  }

  @Nested
  class Snapshots extends SnapshotSuite {
    Snapshots() {
      super(SERVER, CANDIDATE);
    }
  }

  @Nested
  class Reads extends ReadSuite {
    Reads() {
      super(SERVER, CANDIDATE);
    }
  }

  @Nested
  class Crashes extends CrashSuite {
    Crashes() {
      super(SERVER, CANDIDATE);
    }
  }
}
