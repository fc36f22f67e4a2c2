import { DATASETS } from '#core/migration/dataset.ts'
import { formatAgo, formatExact } from '../../session/time-text.ts'
import { ErrorState, Skeleton } from '../../ui/States.tsx'
import { migrationStrings } from './migration.strings.ts'
import { useMigration } from './migration.store.ts'
import { countText, sizeText } from './migration.view-model.ts'

const words = migrationStrings.status
const SHAPES = { ok: '●', warning: '▲', error: '■' }

type ReadyStatus = Extract<
  ReturnType<typeof useMigration.getState>['status'],
  { state: 'ready' }
>['value']

function Checks({ validation }: { validation: ReadyStatus['validation'] }) {
  return (
    <section aria-label={words.checks}>
      <h3>{words.checks}</h3>
      <p>{words.validation[validation.status]}</p>
      <ul className="drift-checks">
        {validation.checks.map((check) => (
          <li key={check.what} className={`drift-check-${check.outcome}`}>
            <span aria-hidden="true">{SHAPES[check.outcome]}</span>
            <span>
              <strong>{check.what}</strong>
              <span className="visually-hidden">, {words.outcome[check.outcome]}</span>
              <span className="caption">{check.sentence}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Newest({ newest }: { newest: ReadyStatus['newest'] }) {
  return (
    <section aria-label={words.newest}>
      <h3>{words.newest}</h3>
      {DATASETS.map((dataset) => (
        <div key={dataset} className="drift-newest">
          <h4>{migrationStrings.datasetTitles[dataset]}</h4>
          {newest[dataset].length === 0 && <p className="muted">{words.none}</p>}
          <ul>
            {newest[dataset].map(({ id, name, createdAtUtc }) => (
              <li key={id}>
                {name === '' ? id : name}{' '}
                <span className="caption">{formatExact(createdAtUtc)}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

/** The database: last migration, size, records, newest of each kind, what its checks found. */
export function StatusTab({ nowMs }: { nowMs: number }) {
  const status = useMigration((state) => state.status)
  const loadAround = useMigration((state) => state.loadAround)
  if (status.state === 'failed') {
    return (
      <ErrorState
        title={status.problem.message}
        safe={migrationStrings.failedSafe}
        remedy={status.problem.remedy}
        details={status.problem.requestId}
        detailsLabel={migrationStrings.details}
        retryLabel={migrationStrings.retry}
        onRetry={() => void loadAround()}
      />
    )
  }
  if (status.state !== 'ready') return <Skeleton label={words.reading} lines={6} />
  const { lastMigration, database, counts, newest, validation } = status.value
  return (
    <>
      <dl className="drift-facts">
        <div>
          <dt>{words.last}</dt>
          <dd>
            {lastMigration === null ? words.never : formatAgo(lastMigration.recordedAtUtc, nowMs)}
            {lastMigration !== null && <span className="caption">{lastMigration.sentence}</span>}
          </dd>
        </div>
        <div>
          <dt>{words.size}</dt>
          <dd>{sizeText(database.sizeBytes)}</dd>
        </div>
        <div>
          <dt>{words.schema}</dt>
          <dd>{String(database.schemaVersion)}</dd>
        </div>
        <div>
          <dt>{words.records}</dt>
          <dd>
            {countText(counts.total)}
            <span className="caption">
              {DATASETS.map(
                (dataset) =>
                  `${migrationStrings.datasetTitles[dataset].toLowerCase()} ${countText(counts[dataset])}`,
              ).join(', ')}
            </span>
          </dd>
        </div>
        <div>
          <dt>{words.database}</dt>
          <dd className="drift-path">{database.path}</dd>
        </div>
      </dl>
      <Checks validation={validation} />
      <Newest newest={newest} />
    </>
  )
}
