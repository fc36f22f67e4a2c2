-- Who this database belongs to: one row, the id that also stands in rmos.install.json.
CREATE TABLE identity (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  install_id TEXT NOT NULL CHECK (length(install_id) > 0),
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE schema_version (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  applied_at TEXT NOT NULL,
  sha256 TEXT NOT NULL
) STRICT;

-- Records: the whole entity as JSON, and beside it the columns that are searched by. The sequence
-- orders rows by arrival, whatever the clock did.
CREATE TABLE patterns (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  lane TEXT,
  parent_preset_id TEXT,
  source_candidate_id TEXT,
  promotion_lane TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  payload_json TEXT NOT NULL CHECK (json_valid(payload_json))
) STRICT;
CREATE INDEX patterns_lane ON patterns (lane);
CREATE INDEX patterns_created_at ON patterns (created_at);

CREATE TABLE strip_families (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  lane TEXT,
  parent_preset_id TEXT,
  source_candidate_id TEXT,
  promotion_lane TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  payload_json TEXT NOT NULL CHECK (json_valid(payload_json))
) STRICT;
CREATE INDEX strip_families_lane ON strip_families (lane);
CREATE INDEX strip_families_created_at ON strip_families (created_at);

CREATE TABLE joblog (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  job_type TEXT,
  lane TEXT,
  preset_id TEXT,
  parent_preset_id TEXT,
  parent_job_id TEXT,
  source_candidate_id TEXT,
  promotion_lane TEXT,
  status TEXT,
  risk_grade TEXT,
  doc_grade TEXT,
  gantry_grade TEXT,
  notes TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  payload_json TEXT NOT NULL CHECK (json_valid(payload_json))
) STRICT;
CREATE INDEX joblog_preset_id ON joblog (preset_id);
CREATE INDEX joblog_job_type ON joblog (job_type);
CREATE INDEX joblog_created_at ON joblog (created_at);
CREATE INDEX joblog_parent_job_id ON joblog (parent_job_id);
CREATE INDEX joblog_status ON joblog (status);

-- One row per run artifact; it is the commit point of a run and never changes afterwards.
CREATE TABLE runs (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id TEXT NOT NULL UNIQUE CHECK (length(run_id) = 32),
  created_at TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('OK', 'BLOCKED', 'ERROR')),
  mode TEXT NOT NULL,
  job_name TEXT NOT NULL,
  tool_id TEXT NOT NULL,
  risk_level TEXT NOT NULL,
  score REAL,
  plan_id TEXT,
  program_count INTEGER NOT NULL,
  artifact_path TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  size_bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX runs_status ON runs (status, sequence);
CREATE INDEX runs_plan_id ON runs (plan_id);
CREATE TRIGGER runs_never_change BEFORE UPDATE ON runs
BEGIN SELECT RAISE(ABORT, 'runs is append-only'); END;
CREATE TRIGGER runs_never_go BEFORE DELETE ON runs
BEGIN SELECT RAISE(ABORT, 'runs is append-only'); END;

-- A yes, and the taking back of it, are two rows: the newest row of a plan counts.
CREATE TABLE approvals (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  plan_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('approved', 'withdrawn')),
  plan_sha256 TEXT NOT NULL,
  feasibility_sha256 TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  acknowledgement TEXT
) STRICT;
CREATE INDEX approvals_plan_id ON approvals (plan_id, sequence);
CREATE TRIGGER approvals_never_change BEFORE UPDATE ON approvals
BEGIN SELECT RAISE(ABORT, 'approvals is append-only'); END;
CREATE TRIGGER approvals_never_go BEFORE DELETE ON approvals
BEGIN SELECT RAISE(ABORT, 'approvals is append-only'); END;

CREATE TABLE run_notes (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id TEXT NOT NULL REFERENCES runs (run_id),
  kind TEXT NOT NULL,
  payload_json TEXT NOT NULL CHECK (json_valid(payload_json)),
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX run_notes_run_id ON run_notes (run_id, sequence);
CREATE TRIGGER run_notes_never_change BEFORE UPDATE ON run_notes
BEGIN SELECT RAISE(ABORT, 'run_notes is append-only'); END;
CREATE TRIGGER run_notes_never_go BEFORE DELETE ON run_notes
BEGIN SELECT RAISE(ABORT, 'run_notes is append-only'); END;

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value)),
  updated_at TEXT NOT NULL
) STRICT;
