package io.daybook.streams;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// How the bytes of an answer are packed. What was written is on its way after a flush, packed or
/// not, so that who follows the log sees it at once.
enum Compression {
  ZSTD("zstd") {
    @Override
    OutputStream over(OutputStream out) throws IOException {
      return new ZstdOutputStream(out, FAST);
    }
  },
  GZIP("gzip") {
    @Override
    OutputStream over(OutputStream out) throws IOException {
      return new FastGzip(out);
    }
  },
  NONE("identity") {
    @Override
    OutputStream over(OutputStream out) {
      return out;
    }
  };

  private static final int FAST = 1;
  private static final int BUFFER = 1 << 16;

  private final String coding;

  Compression(String coding) {
    this.coding = coding;
  }

  /// Its name in `Content-Encoding`.
  String coding() {
    return coding;
  }

  abstract OutputStream over(OutputStream out) throws IOException;

  /// The one that the caller likes best, of those we have; the best one where that is equal. Who
  /// says nothing gets the bytes as they are.
  static Compression of(@Nullable String acceptEncoding) {
    if (acceptEncoding == null) {
      return NONE;
    }
    List<String> wanted = List.of(acceptEncoding.toLowerCase(Locale.ROOT).split(","));
    return List.of(values()).stream()
        .filter(it -> it.weight(wanted) > 0)
        .max(
            Comparator.<Compression>comparingDouble(it -> it.weight(wanted))
                .thenComparing(Comparator.reverseOrder()))
        .orElse(NONE);
  }

  private double weight(List<String> wanted) {
    double unnamed = this == NONE ? Double.MIN_VALUE : 0;
    for (String one : wanted) {
      String[] parts = one.split(";", 2);
      String name = parts[0].strip();
      if (name.equals(coding)) {
        return quality(parts);
      }
      if (name.equals("*") && this != NONE) {
        unnamed = quality(parts);
      }
    }
    return unnamed;
  }

  private static double quality(String[] parts) {
    if (parts.length == 1) {
      return 1;
    }
    String parameter = parts[1].strip();
    try {
      return parameter.startsWith("q=") ? Double.parseDouble(parameter.substring(2)) : 1;
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static final class FastGzip extends GZIPOutputStream {

    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER, true);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
