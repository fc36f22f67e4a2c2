import { useMemo, type ReactNode } from 'react'
import type { Dataset } from '#core/migration/dataset.ts'
import type { ContentDifference, DatasetReport } from '#core/migration/report.ts'
import { formatExact } from '../../session/time-text.ts'
import { Table, type Column } from '../../ui/Table.tsx'
import { FieldTable } from './FieldTable.tsx'
import { migrationStrings } from './migration.strings.ts'
import { useMigration } from './migration.store.ts'
import { cardRows, countText, laneRows, type LaneRow } from './migration.view-model.ts'

const words = migrationStrings

const LANE_COLUMNS: readonly Column<LaneRow>[] = [
  { id: 'lane', head: words.parts.lane, cell: ({ lane }) => lane },
  { id: 'json', head: words.parts.json, numeric: true, cell: ({ json }) => countText(json) },
  {
    id: 'sqlite',
    head: words.parts.sqlite,
    numeric: true,
    cell: ({ sqlite }) => countText(sqlite),
  },
]

function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="drift-folded">
      <summary>{title}</summary>
      <div>{children}</div>
    </details>
  )
}

interface SampleProps {
  readonly title: string
  readonly ids: readonly string[]
  readonly count: number
}

function Sample({ title, ids, count }: SampleProps) {
  if (count === 0) return null
  const part =
    ids.length < count ? words.parts.firstOf(countText(ids.length), countText(count)) : null
  return (
    <section className="drift-sample">
      <h4>
        {title} <span className="muted">{countText(count)}</span>
      </h4>
      {part !== null && <p className="caption">{part}</p>}
      <ul>
        {ids.map((id) => (
          <li key={id}>{id}</li>
        ))}
      </ul>
    </section>
  )
}

function Ids({ found }: { found: DatasetReport }) {
  const { json, diff } = found
  const { parts } = words
  const samples: readonly SampleProps[] = [
    { title: parts.onlyInJson, ids: diff.only_in_json_ids, count: diff.only_in_json_count },
    { title: parts.onlyInSqlite, ids: diff.only_in_sqlite_ids, count: diff.only_in_sqlite_count },
    {
      title: parts.missing,
      ids: json.missing_ids,
      count: json.missing_id_count + json.unreadable_count,
    },
    { title: parts.duplicate, ids: json.duplicate_ids, count: json.duplicate_id_count },
    { title: parts.conflicts, ids: json.id_conflicts, count: json.id_conflict_count },
  ]
  const some = samples.some(({ count }) => count > 0)
  return (
    <Folded title={parts.ids}>
      {some ? (
        samples.map((sample) => <Sample key={sample.title} {...sample} />)
      ) : (
        <p className="muted">{parts.none}</p>
      )}
    </Folded>
  )
}

/** When a side changed, or that it does not say. */
function changedText(side: string, at: string | null): string {
  return at === null ? `${side}: ${words.parts.noTime}` : words.parts.changed(side, formatExact(at))
}

function Content({
  differences,
  count,
}: {
  differences: readonly ContentDifference[]
  count: number
}) {
  const { parts } = words
  return (
    <Folded title={parts.content}>
      {count === 0 && <p className="muted">{parts.none}</p>}
      {differences.length < count && (
        <p className="caption">{parts.firstOf(countText(differences.length), countText(count))}</p>
      )}
      {differences.map((difference) => (
        <details key={difference.id} className="drift-difference">
          <summary>
            <strong>{difference.id}</strong>{' '}
            <span className="muted">{parts.fields(countText(difference.field_count))}</span>
          </summary>
          <p className="caption">
            {changedText(parts.json, difference.json_updated_at)}
            {' · '}
            {changedText(parts.sqlite, difference.sqlite_updated_at)}
          </p>
          <FieldTable difference={difference} />
        </details>
      ))}
    </Folded>
  )
}

/** What one dataset holds on both sides, and where they differ. */
export function DatasetCard({
  dataset,
  found,
}: {
  dataset: Dataset
  found: DatasetReport | undefined
}) {
  const thresholds = useMigration((state) => state.thresholds)
  const title = words.datasetTitles[dataset]
  const lanes = useMemo(() => (found === undefined ? [] : laneRows(found)), [found])
  if (found === undefined) {
    return (
      <section className="panel drift-card" aria-label={title}>
        <h2>{title}</h2>
        <p className="muted">{words.notCompared}</p>
      </section>
    )
  }
  return (
    <section className="panel drift-card" aria-label={title}>
      <h2>{title}</h2>
      <dl className="drift-counts">
        {cardRows(found, thresholds).map((row) => (
          <div key={row.id} className={row.exceeded ? 'drift-exceeded' : undefined}>
            <dt>{row.label}</dt>
            <dd>
              {row.exceeded && <span aria-hidden="true">■ </span>}
              {countText(row.count)}
              {row.limit !== null && (
                <span className="caption">{words.limitOf(countText(row.limit))}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <Folded title={words.parts.lanes}>
        <Table
          label={`${words.parts.lanes}, ${title}`}
          rows={lanes}
          columns={LANE_COLUMNS}
          keyOf={({ lane }) => lane}
        />
      </Folded>
      <Ids found={found} />
      <Content
        differences={found.diff.content_differences}
        count={found.diff.content_difference_count}
      />
    </section>
  )
}
