package io.daybook.eventstore.conformance;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Axon's JDBC engine is put through everything. Where it is known to fail, it must.
@ExtendWith(KnownFailuresExtension.class)
@KnownFailure(
    test = "a_lost_race_is_a_concurrency_exception",
    symptom = "EventStoreException",
    why =
        "It looks for an exception class that PostgreSQL's driver never throws, so a lost "
            + "race looks like a broken store (curable by a resolver of one's own).")
@KnownFailure(
    test = "a_version_is_not_left_out",
    symptom = "Expecting code to raise a throwable",
    why = "It only refuses a version that exists; the one behind a missing one is written.")
@KnownFailure(
    test = "a_command_whose_answer_was_lost_is_not_said_to_have_failed",
    symptom = "expected: true",
    why =
        "The connection broke while the answer to COMMIT was on its way: the caller is "
            + "told of a failure, the events are in the log.")
@KnownFailure(
    test = "every_reader_sees_the_same_sequence_although_one_transaction_is_slow",
    symptom = {"expected:", "ConditionTimeout"},
    why =
        "Positions are drawn before the commit: who reads early sees the later positions "
            + "first, who reads late sees them last.")
@KnownFailure(
    test = "a_reader_who_comes_while_a_transaction_is_slow_misses_nothing",
    symptom = "ConditionTimeout",
    why =
        "Behind an event older than `gapTimeout` (60 s by default) no gap is kept in the "
            + "token: what commits there later is never delivered.")
@KnownFailure(
    test = "two_nodes_at_once_make_one_sequence",
    symptom = {"expected:", "ConditionTimeout"},
    why = "As above, without anybody being slow: two transactions that cross are enough.",
    sometimes = true)
@KnownFailure(
    test = "refused_commands_leave_no_gap_in_the_positions",
    symptom = "to contain exactly",
    why =
        "A position drawn from a sequence is lost with its transaction, so no reader can "
            + "tell a hole from an event to come.")
@KnownFailure(
    test = "a_reader_of_another_node_hears_of_news_soon",
    symptom = "to be less than",
    why = "Other nodes look every second (`fetchDelay`).")
@KnownFailure(
    test = "a_stream_calls_when_there_is_news",
    symptom = "to be true",
    why =
        "Its streams take no callback, so a pooled processor looks every 500 ms, also on "
            + "the same node.")
@KnownFailure(
    test = "a_token_beyond_the_end_of_the_log_is_refused",
    symptom = "Expecting code to raise a throwable",
    why =
        "After a restored backup its readers wait in silence, and skip what is written " + "next.")
@KnownFailure(
    test = "a_snapshot_of_another_revision_is_not_used",
    symptom = "was: [7L, 8L, 9L]",
    why =
        "`RevisionSnapshotFilter.type(Class)` of 4.13.0 compares a class name with an "
            + "aggregate type, and lets every snapshot pass (curable by a filter of one's own).")
class StockJdbcEngineIT {

  private static final Candidate CANDIDATE = StockJdbcCandidate.asItComes();

  @RegisterExtension private static final TestServer SERVER = new TestServer(CANDIDATE::makeTables);

  @Nested
  class Appends extends AppendSuite {
    Appends() {
      super(SERVER, CANDIDATE);
    }

    @Override
    int races() {
      return 100;
    }
  }

  @Nested
  class Gaps extends GapSuite {
    Gaps() {
      super(SERVER, StockJdbcCandidate.impatient());
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
