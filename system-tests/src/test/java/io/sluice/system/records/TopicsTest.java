package io.sluice.system.records;

import io.sluice.system.stack.Sluice;

class TopicsTest extends TopicsContract {
    @Override
    String bootstrapServers() {
        return Sluice.shared().bootstrapServers();
    }
}
