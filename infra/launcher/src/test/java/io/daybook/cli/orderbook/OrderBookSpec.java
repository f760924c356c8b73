package io.daybook.cli.orderbook;

import static io.daybook.cli.orderbook.LineKind.CREDIT_NOTE_LINE;
import static io.daybook.cli.orderbook.LineKind.ORDER_LINE;
import static io.daybook.cli.orderbook.LineKind.SERVICE_CHARGE;
import static io.daybook.cli.orderbook.LineKind.STOCK_ADJUSTMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.cli.orderbook.Entry.Accepted;
import io.daybook.cli.orderbook.Entry.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderBookSpec {

  private static final String HEADING =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

  @TempDir Path folder;

  @Test
  void a_line_is_read_as_it_stands_with_london_time_and_pence() throws IOException {
    Entry entry =
        only("536365,85123A,\"HEART, WHITE\",6,2011-07-01 08:26:00,2.55,17850.0,United Kingdom");

    assertThat(entry)
        .isEqualTo(
            new Accepted(
                new BookLine(
                    "book.csv",
                    1,
                    "536365",
                    "85123A",
                    "HEART, WHITE",
                    6,
                    java.time.LocalDate.of(2011, 7, 1),
                    Instant.parse("2011-07-01T07:26:00Z"),
                    255,
                    "17850",
                    "United Kingdom"),
                ORDER_LINE));
  }

  @Test
  void postage_is_a_service_charge() throws IOException {
    assertThat(kind("536370,POST,POSTAGE,3,2010-12-01 08:45:00,18.0,12583.0,France"))
        .isEqualTo(SERVICE_CHARGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10002", "15056bl", "85123a", "DCGS0076", "DCGSSBOY"})
  void codes_of_goods_start_with_five_digits_or_dcgs(String code) {
    assertThat(Classification.isGoods(code)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST",
        "DOT",
        "M",
        "m",
        "D",
        "C2",
        "S",
        "BANK CHARGES",
        "AMAZONFEE",
        "CRUK",
        "PADS",
        "B",
        "gift_0001_40"
      })
  void every_other_code_is_a_service(String code) {
    assertThat(Classification.isGoods(code)).isFalse();
  }

  @Test
  void an_invoice_number_with_a_c_is_a_credit_note() throws IOException {
    assertThat(kind("C536379,D,Discount,-1,2010-12-01 09:41:00,27.5,14527.0,United Kingdom"))
        .isEqualTo(CREDIT_NOTE_LINE);
  }

  @Test
  void without_price_and_customer_it_is_a_stock_adjustment() throws IOException {
    assertThat(kind("536589,21777,damaged,-10,2010-12-01 16:50:00,0.0,,United Kingdom"))
        .isEqualTo(STOCK_ADJUSTMENT);
  }

  @Test
  void a_gift_to_a_known_customer_is_an_order_line() throws IOException {
    assertThat(kind("537197,22841,CAKE TIN,1,2010-12-05 14:02:00,0.0,12647.0,Germany"))
        .isEqualTo(ORDER_LINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "536589,POST,,1000,2010-12-01 16:50:00,0.0,,United Kingdom",
        "536589,21777,x,-10,2010-12-01 16:50:00,1.0,17850.0,United Kingdom",
        "A56358,B,Adjust bad debt,1,2011-08-12 14:51:00,-11062.06,,United Kingdom",
        "C56358,21777,x,1,2011-08-12 14:51:00,1.0,,United Kingdom",
        "536589,21777,x,0,2010-12-01 16:50:00,1.0,17850.0,United Kingdom",
        "536589,21777,x,one,2010-12-01 16:50:00,1.0,17850.0,United Kingdom",
        "536589,21777,x,1,2010-12-01 16:50:00,0.001,17850.0,United Kingdom",
        "536589,21777,x,1,yesterday,1.0,17850.0,United Kingdom",
        "536589,,x,1,2010-12-01 16:50:00,1.0,17850.0,United Kingdom",
        "536589,21777,x,1",
      })
  void what_fits_no_rule_is_refused_with_a_reason(String line) throws IOException {
    assertThat(only(line))
        .isInstanceOfSatisfying(Refused.class, it -> assertThat(it.reason()).isNotBlank());
  }

  @Test
  void days_follow_one_another() throws IOException {
    Path file =
        write(
            """
            1,10001,a,1,2010-12-01 08:26:00,1,,UK
            1,10001,a,oops,2010-12-01 08:26:00,1,,UK
            2,10001,a,1,2010-12-02 08:26:00,1,,UK
            """);
    List<Integer> sizes = new ArrayList<>();

    new OrderBook(file).days(day -> sizes.add(day.size()));

    assertThat(sizes).containsExactly(2, 1);
  }

  @Test
  void another_table_is_no_order_book() throws IOException {
    Path file = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");

    assertThatThrownBy(() -> new OrderBook(file).entries(_ -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no order book");
  }

  private LineKind kind(String line) throws IOException {
    return ((Accepted) only(line)).kind();
  }

  private Entry only(String line) throws IOException {
    List<Entry> entries = new ArrayList<>();
    new OrderBook(write(line)).entries(entries::add);
    return entries.getFirst();
  }

  private Path write(String lines) throws IOException {
    return Files.writeString(folder.resolve("book.csv"), HEADING + lines);
  }
}
