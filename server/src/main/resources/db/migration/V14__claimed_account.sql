-- Who somebody said they were at a sign-in and did not prove: administrators find the flow by it.

ALTER TABLE flow ADD COLUMN claimed_id TEXT;
CREATE INDEX flow_claimed ON flow (tenant, claimed_id, changed_at);
