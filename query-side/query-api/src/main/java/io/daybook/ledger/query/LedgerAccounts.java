package io.daybook.ledger.query;

import java.util.List;

/// All accounts, in each currency that was ever posted.
///
/// @param asOf the position that they are of
public record LedgerAccounts(long asOf, List<AccountBalance> accounts) {}
