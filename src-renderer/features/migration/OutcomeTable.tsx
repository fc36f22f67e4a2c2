import { DATASETS, type Dataset } from '#core/migration/dataset.ts'
import type { MigrationOutcome } from '#core/migration/outcome.ts'
import { formatDuration } from '../../session/time-text.ts'
import { Table, type Column } from '../../ui/Table.tsx'
import { migrationStrings } from './migration.strings.ts'
import { countText, leftOut, totalCounts } from './migration.view-model.ts'

const words = migrationStrings.migrate

function columnsOf({ counts }: MigrationOutcome): readonly Column<Dataset>[] {
  const number = (id: keyof typeof words.columns, of: (dataset: Dataset) => number) => ({
    id,
    head: words.columns[id],
    numeric: true,
    cell: (dataset: Dataset) => countText(of(dataset)),
  })
  return [
    {
      id: 'dataset',
      head: words.columns.dataset,
      cell: (dataset) => migrationStrings.datasetTitles[dataset],
    },
    number('read', (dataset) => counts[dataset].read),
    number('inserted', (dataset) => counts[dataset].inserted),
    number('updated', (dataset) => counts[dataset].updated),
    number('same', (dataset) => counts[dataset].same),
    number('leftOut', (dataset) => leftOut(counts[dataset])),
  ]
}

function placeText(place: string, index: number | null): string {
  const entry = index === null ? '' : `, ${migrationStrings.skipped.entry(index)}`
  return place === '' ? entry : `${entry}, ${place}`
}

/** What an import did or would do: counts for each dataset, what was left out and why. */
export function OutcomeTable({ outcome }: { outcome: MigrationOutcome }) {
  const { settled } = totalCounts(outcome)
  return (
    <div className="drift-outcome-table">
      <Table
        label={outcome.dryRun ? words.would : words.did}
        rows={DATASETS}
        columns={columnsOf(outcome)}
        keyOf={(dataset) => dataset}
      />
      {settled > 0 && <p>{words.settled(countText(settled))}</p>}
      {outcome.skippedCount > 0 && (
        <details className="drift-folded">
          <summary>{words.skipped(countText(outcome.skippedCount))}</summary>
          <ul className="drift-skipped">
            {outcome.skipped.map((skipped) => (
              <li key={`${skipped.file} ${String(skipped.index)} ${skipped.place}`}>
                <code>{skipped.file}</code>
                {placeText(skipped.place, skipped.index)}: {skipped.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      {outcome.missingReferenceCount > 0 && (
        <details className="drift-folded">
          <summary>{words.missingRefs(countText(outcome.missingReferenceCount))}</summary>
          <ul className="drift-skipped">
            {outcome.missingReferences.map(({ fromId, field, targetId }) => (
              <li key={`${fromId} ${field} ${targetId}`}>
                {words.reference(fromId, field, targetId)}
              </li>
            ))}
          </ul>
        </details>
      )}
      {outcome.notes.length > 0 && (
        <ul className="caption">
          {outcome.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <p className="caption">
        {words.took(formatDuration(outcome.seconds))}
        {outcome.backupPath !== null && ` ${words.backup(outcome.backupPath)}`}
      </p>
    </div>
  )
}
