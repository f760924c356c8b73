package io.daybook.kernel.projection;

import java.util.List;
import java.util.Set;

/// A read model under another name, so that what a version holds that nobody reads yet is apart
/// from what the other holds.
record RenamedModel(ReadModel model, String name) implements ReadModel {

  @Override
  public Set<String> streams() {
    return model.streams();
  }

  @Override
  public List<String> tables() {
    return model.tables();
  }

  @Override
  public Set<String> reads() {
    return model.reads();
  }

  @Override
  public Set<String> incidental() {
    return model.incidental();
  }

  @Override
  public boolean sharesRows() {
    return model.sharesRows();
  }

  @Override
  public int revision() {
    return model.revision();
  }

  @Override
  public Posting begin() {
    return model.begin();
  }
}
