package io.sluice.ingress.feed;

import java.util.List;

/** Is told what a feed has taken up since it had caught up, on the threads of the feed. */
public interface Follower {
    /** A record of this key. */
    void handled(String key);

    /** No further than to these offsets, one for each partition, records were taken up; told after each poll. */
    void read(List<Long> offsets);
}
