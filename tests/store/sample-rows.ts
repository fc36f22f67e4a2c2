import type { RunRow } from '../../src-main/store/run-index.repository.ts'

/** A run's row. */
export const RUN: RunRow = {
  run_id: 'ab'.repeat(16),
  created_at: '2026-11-21T12:00:00.000Z',
  status: 'OK',
  mode: 'rosette',
  job_name: 'job',
  tool_id: 'tool',
  risk_level: 'GREEN',
  score: 80.5,
  plan_id: null,
  program_count: 1,
  artifact_path: `runs/2026-11-21/${'ab'.repeat(16)}.json`,
  sha256: '0'.repeat(64),
  size_bytes: 10,
}
