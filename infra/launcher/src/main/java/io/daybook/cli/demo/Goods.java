package io.daybook.cli.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// One product of the generated catalogue.
///
/// @param units opening stock; a few only where it shall sell out
record Goods(String sku, String name, String description, String category, long pence, int units) {

  private static final Map<String, List<String>> THINGS = things();
  private static final List<String> LOOKS =
      List.of(
          "Vintage",
          "Hand-painted",
          "Striped",
          "Polka Dot",
          "Rustic",
          "Pastel",
          "Woodland",
          "Classic",
          "Scandinavian",
          "Botanical");
  private static final List<String> STUFF =
      List.of("Enamel", "Ceramic", "Oak", "Linen", "Wicker", "Copper", "Glass", "Cotton", "Felt");
  private static final int SCARCE_EVERY = 9;

  /// A catalogue of `count` products, always the same for the same `luck`.
  static List<Goods> catalogue(int count, Random luck) {
    List<Goods> goods = new ArrayList<>();
    List<Map.Entry<String, List<String>>> categories = List.copyOf(THINGS.entrySet());
    for (int i = 0; i < count; i++) {
      String category = categories.get(i % categories.size()).getKey();
      String thing = pick(categories.get(i % categories.size()).getValue(), luck);
      String stuff = pick(STUFF, luck);
      String look = pick(LOOKS, luck);
      String name = "%s %s %s".formatted(look, stuff, thing);
      String sku =
          "%s-%04d"
              .formatted(category.substring(0, 3).toUpperCase(java.util.Locale.ROOT), 1000 + i);
      goods.add(
          new Goods(
              sku,
              name,
              "A %s for the %s, made of %s."
                  .formatted(
                      thing.toLowerCase(java.util.Locale.ROOT),
                      category.toLowerCase(java.util.Locale.ROOT),
                      stuff.toLowerCase(java.util.Locale.ROOT)),
              category,
              95 + 50L * luck.nextInt(60),
              i % SCARCE_EVERY == 0 ? 1 + luck.nextInt(4) : 150 + luck.nextInt(400)));
    }
    return goods;
  }

  static <T> T pick(List<T> list, Random luck) {
    return list.get(luck.nextInt(list.size()));
  }

  private static Map<String, List<String>> things() {
    Map<String, List<String>> things = new LinkedHashMap<>();
    things.put(
        "Kitchen", List.of("Mug", "Teapot", "Cake Tin", "Jam Jar", "Egg Cup", "Bread Bin", "Jug"));
    things.put("Garden", List.of("Bird Feeder", "Plant Pot", "Watering Can", "Wind Chime", "Trug"));
    things.put("Lighting", List.of("Lantern", "Tea-light Holder", "Lamp Shade", "Fairy Lights"));
    things.put("Stationery", List.of("Notebook", "Gift Wrap", "Letter Rack", "Pencil Case"));
    things.put("Toys", List.of("Spinning Top", "Building Blocks", "Skittles", "Doll's Cradle"));
    things.put("Living Room", List.of("Cushion", "Throw", "Photo Frame", "Clock", "Doorstop"));
    return things;
  }
}
