package io.daybook.launcher;

/// Something that the reader can mend, said in one plain sentence.
public final class Trouble extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public Trouble(String sentence) {
    super(sentence);
  }
}
