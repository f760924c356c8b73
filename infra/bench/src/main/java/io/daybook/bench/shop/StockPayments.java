package io.daybook.bench.shop;

import io.daybook.bench.shop.StockWords.CaptureRequested;
import io.daybook.bench.shop.StockWords.PaymentRequested;
import io.daybook.bench.shop.StockWords.RecordAuthorization;
import io.daybook.bench.shop.StockWords.RecordCapture;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Calls a payment provider that keeps its books in a table, as Daybook's sandbox does.
@ProcessingGroup(StockPayments.GROUP)
final class StockPayments {

  static final String GROUP = "payments";

  private final JdbcClient provider;

  StockPayments(JdbcClient provider) {
    this.provider = provider;
    provider
        .sql("create table provider (payment text primary key, amount bigint, captured boolean)")
        .update();
  }

  @EventHandler
  void on(PaymentRequested event, CommandGateway commands) {
    provider
        .sql("insert into provider values (?, ?, false) on conflict do nothing")
        .params(event.payment(), event.amount())
        .update();
    commands.sendAndWait(new RecordAuthorization(event.payment()));
  }

  @EventHandler
  void on(CaptureRequested event, CommandGateway commands) {
    provider
        .sql("update provider set captured = true where payment = ?")
        .param(event.payment())
        .update();
    commands.sendAndWait(new RecordCapture(event.payment()));
  }
}
