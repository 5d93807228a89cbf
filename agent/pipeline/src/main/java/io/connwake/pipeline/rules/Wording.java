package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.PoolSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule says of a case at this moment; the leases are those of the case, the telling one first. */
record Wording(
        String sentence,
        String evidence,
        String advice,
        List<Lease> leases,
        @Nullable PoolSnapshot snapshot) {}
