package io.daybook.cli.replay;

import static io.daybook.cli.orderbook.LineKind.CREDIT_NOTE_LINE;
import static io.daybook.cli.orderbook.LineKind.ORDER_LINE;
import static io.daybook.cli.orderbook.LineKind.REFUSED;
import static io.daybook.cli.orderbook.LineKind.SERVICE_CHARGE;
import static io.daybook.cli.orderbook.LineKind.STOCK_ADJUSTMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.CallTimes;
import io.daybook.cli.orderbook.OrderBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplaySpec {

  private static final String BOOK =
      """
      InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
      1,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
      1,POST,POSTAGE,1,2010-12-01 08:26:00,18.00,17850.0,United Kingdom
      2,85123a,Heart,2,2010-12-01 09:00:00,2.00,,France
      1,85123A,HEART,1,2010-12-01 08:27:00,2.65,17850.0,United Kingdom
      3,22139,damaged,-5,2010-12-01 10:00:00,0.0,,United Kingdom
      3,22139,damaged,-5,2010-12-01 10:00:00,0.0,,United Kingdom
      C4,85123A,HEART,-1,2010-12-02 08:26:00,2.55,17850.0,United Kingdom
      5,85123A,RED HEART,3,2010-12-02 08:26:00,2.95,17850.0,United Kingdom
      6,85123A,HEART,x,2010-12-02 08:26:00,2.95,17850.0,United Kingdom
      """;

  @TempDir Path folder;
  private StubDaybook daybook;

  @BeforeEach
  void open() throws IOException {
    daybook = new StubDaybook();
  }

  @AfterEach
  void close() {
    daybook.close();
  }

  @Test
  void every_line_is_accounted_for() throws Exception {
    Tally tally = replay(100).tally();

    assertThat(tally.taken(ORDER_LINE)).isEqualTo(new Tally.Sum(4, 3_080, 12));
    assertThat(tally.taken(SERVICE_CHARGE)).isEqualTo(new Tally.Sum(1, 1_800, 1));
    assertThat(tally.taken(CREDIT_NOTE_LINE)).isEqualTo(new Tally.Sum(1, 255, -1));
    assertThat(tally.taken(STOCK_ADJUSTMENT)).isEqualTo(new Tally.Sum(2, 0, -10));
    assertThat(tally.taken(REFUSED)).isEqualTo(new Tally.Sum(1, 0, 0));
    assertThat(Files.readAllLines(folder.resolve("report.csv"))).hasSize(10);
  }

  @Test
  void an_invoice_is_one_order_wherever_its_lines_stand() throws Exception {
    replay(100);

    assertThat(daybook.sent("online-retail/order/1").values())
        .singleElement()
        .asString()
        .contains("\"placedAt\":\"2010-12-01T08:26:00Z\"", "\"units\":1,", "\"kind\":\"SERVICE\"");
  }

  @Test
  void spellings_of_a_code_are_skus_of_their_own() throws Exception {
    assertThat(replay(100).tally().spellings()).containsOnlyKeys("85123A");
    assertThat(daybook.sent("online-retail/product/")).hasSize(2);
  }

  @Test
  void stock_is_there_before_it_is_needed() throws Exception {
    replay(100);

    assertThat(daybook.sent("online-retail/opening-stock/2010-12-01/85123A/").values())
        .singleElement()
        .asString()
        .contains("\"units\":10");
    assertThat(daybook.sent("online-retail/opening-stock/2010-12-01/22139/10")).hasSize(1);
  }

  @Test
  void half_the_stock_is_rounded_down() throws Exception {
    replay(50);

    assertThat(daybook.sent("online-retail/opening-stock/")).hasSize(3);
    assertThat(daybook.sent("online-retail/opening-stock/2010-12-01/85123A/5")).hasSize(1);
  }

  @Test
  void price_and_words_follow_once_a_day() throws Exception {
    replay(100);

    assertThat(daybook.sent("online-retail/product/85123A/2010-12-01").values())
        .singleElement()
        .asString()
        .contains("\"minor\":265");
    assertThat(daybook.sent("online-retail/price/85123A/2010-12-02/295")).hasSize(1);
    assertThat(daybook.sent("online-retail/texts/85123A/2010-12-02/").values())
        .singleElement()
        .asString()
        .contains("RED HEART");
  }

  @Test
  void lines_of_a_rejected_order_are_refused_with_its_reason() throws Exception {
    daybook.scarce.put("85123a", true);

    Tally tally = replay(100).tally();

    assertThat(tally.taken(ORDER_LINE).lines()).isEqualTo(3);
    assertThat(tally.reasons()).containsEntry("order rejected: out of stock", 1L);
  }

  @Test
  void a_second_run_sends_the_same_under_the_same_keys() throws Exception {
    replay(100);
    var before = daybook.sent("");
    replay(100);

    assertThat(daybook.sent("")).isEqualTo(before);
  }

  @Test
  void a_busy_daybook_is_asked_again() throws Exception {
    daybook.busyFor.set(5);

    assertThat(replay(100).tally().taken(REFUSED).lines()).isEqualTo(1);
  }

  private Replay.Result replay(int stockPercent) throws IOException, InterruptedException {
    Path book = Files.writeString(folder.resolve("book.csv"), BOOK);
    ReplaySettings settings =
        new ReplaySettings(stockPercent, Integer.MAX_VALUE, 0, 4, folder.resolve("report.csv"));
    Api api = new Api(daybook.uri(), Duration.ofSeconds(10), new CallTimes());
    return new Replay(api, settings).run(List.of(new OrderBook(book)));
  }
}
