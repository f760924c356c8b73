package io.daybook.bench.reading;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// A catalogue of any size, the same each time, named as the retailer names things: what it looks
/// like, what it is made of, what it is, and a brand of which there are some thousands.
final class Goods {

  private static final int BATCH = 10_000;
  private static final int CATEGORIES = 200;

  private static final String[] LOOKS =
      words(
          "white red blue green pink ivory black silver antique vintage retro small large mini giant"
              + " hanging folding scented striped spotty floral gingham rustic french regency"
              + " woodland enchanted sweetheart lovebird skull dolly strawberry polkadot round"
              + " square heart star christmas easter garden");
  private static final String[] STUFFS =
      words(
          "wooden metal glass ceramic enamel cotton linen paper zinc brass wicker felt porcelain"
              + " acrylic rubber leather slate crystal bamboo silk wool cork tin marble");
  private static final String[] THINGS =
      words(
          "holder lantern mug cup saucer teapot bowl plate tray box bag cushion frame clock mirror"
              + " candle lamp shade hook rack basket bottle jar jug spoon cutter tin bunting garland"
              + " decoration wreath doorstop doormat umbrella apron towel cloth napkin purse wallet"
              + " notebook pencil ruler sharpener puzzle game doll house trinket necklace bracelet"
              + " ring brooch parasol thermometer scale crate drawer cabinet stool");
  private static final String[] SYLLABLES =
      words("ka lo mi re tu va no sa bel dor fen gar hil jun kor lin mar nel pol ras");

  private static final String INSERT_PRODUCTS =
      """
      insert into product
      select sku, name, description, category, price, 'GBP', true, 1, place
      from unnest(?, ?, ?, ?, ?, ?) as g(sku, name, description, category, price, place)
      """;
  private static final String INSERT_STOCK =
      """
      insert into stock_level (sku, received, adjusted, shipped, on_hand, promised,
        availability_position, version, position)
      select sku, 5, 0, 0, 5, 0, position, 1, position from product
      where position % 10 > 0
      """;

  private Goods() {}

  /// Writes the tables; the index is filled from them. They stand at the beginning of a log that is
  /// empty.
  static void fill(DataSource views, int products) throws SQLException {
    Flyway.configure().dataSource(views).locations("classpath:io/daybook/views").load().migrate();
    try (Connection connection = views.getConnection()) {
      for (int from = 0; from < products; from += BATCH) {
        insert(connection, from, Math.min(products, from + BATCH));
      }
      try (PreparedStatement stock = connection.prepareStatement(INSERT_STOCK)) {
        stock.executeUpdate();
      }
    }
  }

  /// The name of a product, from 0.
  static String name(int product) {
    return name(new Random(product));
  }

  static String category(int product) {
    return "category " + Math.floorMod(product * 31, CATEGORIES);
  }

  private static void insert(Connection connection, int from, int to) throws SQLException {
    int rows = to - from;
    Object[][] columns = new Object[6][rows];
    for (int row = 0; row < rows; row++) {
      int product = from + row;
      Random random = new Random(product);
      columns[0][row] = "G%07d".formatted(product);
      columns[1][row] = name(random);
      columns[2][row] = "A %s for the %s.".formatted(name(random), pick(random, THINGS));
      columns[3][row] = category(product);
      columns[4][row] = (long) random.nextInt(40, 15_000);
      columns[5][row] = product + 1L;
    }
    String[] types = {"text", "text", "text", "text", "int8", "int8"};
    try (PreparedStatement insert = connection.prepareStatement(INSERT_PRODUCTS)) {
      for (int column = 0; column < types.length; column++) {
        insert.setArray(column + 1, connection.createArrayOf(types[column], columns[column]));
      }
      insert.executeUpdate();
    }
  }

  private static String name(Random random) {
    return String.join(
        " ",
        pick(random, LOOKS),
        pick(random, STUFFS),
        pick(random, THINGS),
        pick(random, SYLLABLES) + pick(random, SYLLABLES) + pick(random, SYLLABLES));
  }

  private static String pick(Random random, String[] any) {
    return any[random.nextInt(any.length)];
  }

  private static String[] words(String all) {
    return all.split(" ");
  }
}
