package io.daybook.kernel.query;

/// Orders by what became of them: placed = open + confirmed + rejected + cancelled.
public record OrderBooks(
    long position,
    Tally placed,
    Tally open,
    Tally confirmed,
    Tally rejected,
    Tally cancelled,
    Tally cancelledAfterConfirmation,
    Tally shipped,
    Tally returned,
    Tally credited) {}
