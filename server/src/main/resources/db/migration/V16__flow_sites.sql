-- The site whose script asked, where no client is known; and an index for forgetting what is old.

ALTER TABLE flow ADD COLUMN site TEXT;
CREATE INDEX flow_site ON flow (tenant, site, changed_at) WHERE site IS NOT NULL;
CREATE INDEX flow_age ON flow (changed_at);
