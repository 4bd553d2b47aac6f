package io.sluice.usage.limits;

import io.sluice.schemas.avro.LimitReport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All nodes that took part within the last day, and how they share limits that are idle. */
final class Members {
    /** A gap in the records counts for no more: when Kafka was away, nobody could report. */
    private static final long LONGEST_GAP = 1_000;

    /** Longer than the longest window. */
    private static final long REMEMBERED_FOR = Duration.ofDays(2).toMillis();

    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Book book;
    private final long epoch;
    private long activeTime;

    Members(Book book, long epoch) {
        this.book = book;
        this.epoch = epoch;
        book.forEachMember(member -> members.put(member.node, member));
    }

    void pass(long millis) {
        activeTime += Math.min(millis, LONGEST_GAP);
    }

    /** Nothing that a node did before lies in any window any more. */
    List<Member> forgotten(long now) {
        var forgotten = members.values().stream()
                .filter(member -> member.gone && now - member.toldAt > REMEMBERED_FOR)
                .toList();
        for (var member : forgotten) members.remove(member.node);
        return forgotten;
    }

    /** Who reports; empty when the report is late or was counted before. */
    Optional<Member> reporting(LimitReport report, long now) {
        var member = members.computeIfAbsent(report.getNode(), Member::new);
        if (report.getIncarnation() < member.incarnation) return Optional.empty();
        if (report.getIncarnation() > member.incarnation) {
            if (report.getFormerIncarnation() != member.incarnation) member.lose(now);
            member.begin(report.getIncarnation());
        }
        if (member.gone || report.getSequence() <= member.sequence) return Optional.empty();
        member.sequence = report.getSequence();
        member.seenAt = activeTime;
        if (report.getShare() == member.share) member.largestShare = member.share;
        share(member);
        return Optional.of(member);
    }

    /** As many parts as there are nodes, and never more than one whole, whatever each of them goes by just now. */
    void share(Member member) {
        int among = (int) members.values().stream().filter(each -> !each.gone).count();
        // Whoever was alone may have spent of limits that look idle.
        if (member.share == among || !areSynchronised()) return;
        if (among > member.share && member.share > 0) {
            member.share = among;
            return;
        }
        double others = members.values().stream()
                .filter(other -> other != member && !other.gone && other.largestShare > 0)
                .mapToDouble(other -> 1.0 / other.largestShare)
                .sum();
        if (others + 1.0 / among > 1.000_001) return;
        member.share = among;
        member.largestShare = among;
    }

    /** Whether all that any node holds is known, so that the rest may be given. */
    boolean areSynchronised() {
        for (var member : members.values()) {
            if (!member.gone && member.synchronised != epoch) return false;
        }
        return true;
    }

    /** Whether somebody may have more of it. */
    boolean takesPart(Grant grant) {
        var member = members.get(grant.node);
        return member != null && !member.gone && !member.leaving && member.incarnation == grant.incarnation;
    }

    /** A node that takes no part any more; null when it does, or when nobody can say. */
    @Nullable
    Member gone(String node) {
        var member = members.get(node);
        return member != null && member.gone ? member : null;
    }

    /** A node that has been silent for so long. */
    Optional<Member> silentFor(long millis) {
        for (var member : members.values()) {
            if (!member.gone && activeTime - member.seenAt > millis) return Optional.of(member);
        }
        return Optional.empty();
    }

    Iterable<Member> all() {
        return members.values();
    }

    void keep(Member member) {
        book.put(member);
    }
}
