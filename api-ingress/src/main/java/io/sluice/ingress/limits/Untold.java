package io.sluice.ingress.limits;

import io.sluice.schemas.SlotCounts;
import io.sluice.schemas.avro.LimitSlot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** When a node admitted what the fold does not know yet. */
final class Untold {
    private Untold() {}

    /**
     * Slots with all that had been admitted by their end, the oldest first.
     *
     * @param own what this node admitted in each slot
     * @param oldest the one for all that was admitted before, which has left the window and still counts as spent
     * @param admitted in all
     * @param known how much of it the fold knows
     */
    static List<LimitSlot> slots(SlotCounts own, long oldest, long admitted, long known) {
        var slots = new ArrayList<LimitSlot>();
        long until = admitted;
        for (long slot = own.newest(); slot >= oldest && until > known && until > 0; slot--) {
            long count = own.get(slot);
            if (count == 0) continue;
            slots.add(new LimitSlot(slot, until));
            until -= count;
        }
        if (until > known && until > 0) slots.add(new LimitSlot(oldest, until));
        Collections.reverse(slots);
        return slots;
    }
}
