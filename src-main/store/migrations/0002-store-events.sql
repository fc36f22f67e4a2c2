-- What was done to the store as a whole: imports, fixes, merges, snapshots, backups, restores and
-- changes of the schema. The sequence is their order, whatever the clock did.
CREATE TABLE store_events (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (length(kind) > 0),
  at TEXT NOT NULL,
  payload_json TEXT NOT NULL CHECK (json_valid(payload_json))
) STRICT;
CREATE INDEX store_events_kind ON store_events (kind, sequence);
CREATE INDEX store_events_at ON store_events (at);
CREATE TRIGGER store_events_never_change BEFORE UPDATE ON store_events
BEGIN SELECT RAISE(ABORT, 'store_events is append-only'); END;
CREATE TRIGGER store_events_never_go BEFORE DELETE ON store_events
BEGIN SELECT RAISE(ABORT, 'store_events is append-only'); END;

-- The job log is the one record table that grows to a million rows: a lane of it, newest first,
-- and the count of each lane come from this index alone.
CREATE INDEX joblog_lane ON joblog (lane, created_at);
