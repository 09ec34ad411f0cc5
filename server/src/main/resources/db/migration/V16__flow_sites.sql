-- The site whose script asked, where no client is known; and what makes many flows quick to
-- search and to forget.

ALTER TABLE flow ADD COLUMN site TEXT;
CREATE INDEX flow_site ON flow (tenant, site, changed_at) WHERE site IS NOT NULL;
CREATE INDEX flow_age ON flow (changed_at);
CREATE INDEX flow_rule ON flow (tenant, rule, changed_at) WHERE rule IS NOT NULL;

-- Few flows have one; with all others in it the index looked to SQLite as if it found everything.
DROP INDEX flow_claimed;
CREATE INDEX flow_claimed ON flow (tenant, claimed_id, changed_at) WHERE claimed_id IS NOT NULL;
