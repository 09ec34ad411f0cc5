-- Secrets of clients that sign with them (client_secret_jwt), sealed with the master key; NULL for all others.

ALTER TABLE client ADD COLUMN sealed_secret TEXT;
ALTER TABLE client ADD COLUMN previous_sealed_secret TEXT;
