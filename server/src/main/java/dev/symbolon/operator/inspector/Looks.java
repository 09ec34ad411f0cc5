package dev.symbolon.operator.inspector;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.core.events.EventStore;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;

/**
 * Writes down that somebody looked at the list: who signed in to what and when is about people. A
 * page that stays open asks every second, so the same look counts once an hour on each node.
 */
final class Looks {

    private static final Duration SAME = Duration.ofHours(1);
    private static final int LONGEST = 500;

    private final EventStore events;
    private final Cache<String, Boolean> written =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(SAME).build();

    Looks(EventStore events) {
        this.events = events;
    }

    /** The viewer sees what fits the filter. */
    void at(Tenant tenant, Viewer viewer, FlowFilter filter) {
        String words = filter.words();
        String subject = words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
        String look = tenant.id() + '\n' + viewer.actor() + '\n' + subject;
        if (written.asMap().putIfAbsent(look, true) == null) {
            events.add(tenant, viewer.actor(), "inspector.flows-listed", subject);
        }
    }
}
