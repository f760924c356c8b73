package io.daybook.launcher;

import io.daybook.audit.projection.Audit;
import io.daybook.audit.projection.AuditReport;
import io.daybook.audit.projection.AuditReport.Finding;
import io.daybook.audit.projection.AuditReport.Mismatch;
import io.daybook.audit.projection.AuditReport.Standing;
import io.daybook.eventstore.EventLog;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What the auditor has found, and the one thing that can be mended from here: stock reserved.
@RestController
final class AuditEndpoint {

  private final Audit audit;
  private final EventLog log;
  private final StockRepair repair;

  AuditEndpoint(Audit audit, EventLog log, StockRepair repair) {
    this.audit = audit;
    this.log = log;
    this.repair = repair;
  }

  /// @param position up to which the log was audited
  /// @param lag positions between that and the head
  record Audited(
      long position,
      long lag,
      List<Standing> invariants,
      List<Finding> breaches,
      List<Mismatch> mismatches) {}

  /// @param repairs one for every sku whose stock reserved was wrong
  record Repaired(List<StockRepair.Outcome> repairs) {}

  @GetMapping("/ops/audit")
  Audited audit() {
    long head = log.head();
    AuditReport report = audit.report();
    return new Audited(
        report.position(),
        Math.max(0, head - report.position()),
        report.invariants(),
        report.breaches(),
        report.mismatches());
  }

  /// Sets stock reserved right, for one sku or for all. Only an operator does this.
  @PostMapping("/ops/audit/repair")
  Repaired repair(@RequestParam(required = false) @Nullable String sku) {
    return new Repaired(
        audit.mismatches().stream()
            .filter(it -> sku == null || it.sku().equals(sku))
            .map(repair::repair)
            .toList());
  }
}
