package io.daybook.kernel.query;

/// The totals of everything, all of one moment.
public record Books(
    OrderBooks orders,
    PaymentBooks payments,
    CreditNoteBooks creditNotes,
    StockBooks stock,
    CartBooks carts) {}
