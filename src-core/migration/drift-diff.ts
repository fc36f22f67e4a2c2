import { DATASETS } from './dataset.ts'
import type { MigrationReport } from './report.ts'

/** The drift of a report alone, as one JSON text: counts and sample ids of each compared dataset. */
export function driftDiffText(report: MigrationReport): string {
  const datasets = Object.fromEntries(
    DATASETS.flatMap((dataset) => {
      const found = report.datasets[dataset]
      return found === undefined ? [] : [[dataset, found.diff]]
    }),
  )
  const { generated_at, db_path, sources } = report
  const schema = 'rmos.migration-drift'
  return `${JSON.stringify({ schema, version: 1, generated_at, db_path, sources, datasets }, null, 2)}\n`
}
