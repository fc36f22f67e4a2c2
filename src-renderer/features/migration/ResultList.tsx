import type { ActionResult } from './migration.state.ts'
import { DATASETS } from '#core/migration/dataset.ts'
import { migrationStrings } from './migration.strings.ts'
import { useMigration } from './migration.store.ts'
import { countText, totalCounts } from './migration.view-model.ts'
import { OutcomeTable } from './OutcomeTable.tsx'

const words = migrationStrings

/** What came of an action in one sentence. */
function sentenceOf(result: ActionResult): string {
  switch (result.kind) {
    case 'migrate': {
      const { inserted, updated, same } = totalCounts(result.outcome)
      return result.outcome.dryRun
        ? words.migrate.looked(countText(inserted), countText(updated), countText(same))
        : words.migrate.done(countText(inserted), countText(updated))
    }
    case 'snapshot': {
      const { counts, folder } = result.outcome
      const total = DATASETS.reduce((sum, dataset) => sum + counts[dataset], 0)
      return words.snapshot.done(countText(total), folder)
    }
    case 'resolve':
      return words.resolve.done(
        countText(result.outcome.keptJson),
        countText(result.outcome.keptSqlite),
      )
    case 'report':
      return words.compareDone(words.verdicts[result.verdict ?? 'UNKNOWN'].title)
    case 'diff':
      return words.diff.done(result.fileName)
    case 'cancelled':
      return words.task.cancelled[result.task]
    case 'failed':
      return `${result.problem.message} ${result.problem.remedy}`.trim()
  }
}

function Details({ result }: { result: ActionResult }) {
  // What a look found stands beside the button that acts on it.
  if (result.kind === 'migrate' && result.outcome.dryRun) return null
  if (result.kind === 'migrate') return <OutcomeTable outcome={result.outcome} />
  if (result.kind === 'snapshot') return <p className="caption">{words.snapshot.isSource}</p>
  if (result.kind === 'resolve' && result.outcome.unresolved.length > 0) {
    const { unresolved } = result.outcome
    return (
      <>
        <p>{words.resolve.unresolved(countText(unresolved.length))}</p>
        <ul className="drift-skipped">
          {unresolved.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </>
    )
  }
  return null
}

/** What was done in this sitting, newest first; `only` shows just the newest when it is of that kind. */
export function ResultList({ only }: { only?: ActionResult['kind'] }) {
  const results = useMigration((state) => state.results)
  const shown =
    only === undefined ? results : results.slice(0, 1).filter(({ kind }) => kind === only)
  if (shown.length === 0) {
    return only === undefined ? <p className="muted">{words.fix.noResult}</p> : null
  }
  return (
    <ul className="drift-results">
      {shown.map((result, index) => (
        <li key={result.id} className={result.kind === 'failed' ? 'drift-trouble' : undefined}>
          <p {...(index === 0 && { role: result.kind === 'failed' ? 'alert' : 'status' })}>
            {sentenceOf(result)}
          </p>
          {index === 0 && <Details result={result} />}
        </li>
      ))}
    </ul>
  )
}
