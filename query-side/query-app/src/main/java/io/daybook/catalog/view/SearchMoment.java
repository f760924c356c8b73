package io.daybook.catalog.view;

/// A moment of the index that Elasticsearch keeps: a *point in time*.
///
/// @param id Elasticsearch's name of it
/// @param position of the log that it includes at least
record SearchMoment(String id, long position) {}
