import type { StoreEventSummary } from '#core/contract/migration.contract.ts'
import { formatExact } from '../../session/time-text.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState, Skeleton } from '../../ui/States.tsx'
import { migrationStrings } from './migration.strings.ts'
import { useMigration } from './migration.store.ts'

const words = migrationStrings.history
const MOST_HISTORY = 500

function Event({ event }: { event: StoreEventSummary }) {
  return (
    <li>
      <p>{event.sentence}</p>
      <p className="caption">
        {formatExact(event.recordedAtUtc)} {words.by(event.actor)}
      </p>
    </li>
  )
}

/** What changed the stores as a whole, newest day first. */
export function HistoryTab() {
  const history = useMigration((state) => state.history)
  const limit = useMigration((state) => state.historyLimit)
  const { loadAround, showMoreHistory } = useMigration.getState()
  if (history.state === 'failed') {
    return (
      <ErrorState
        title={history.problem.message}
        safe={migrationStrings.failedSafe}
        remedy={history.problem.remedy}
        details={history.problem.requestId}
        detailsLabel={migrationStrings.details}
        retryLabel={migrationStrings.retry}
        onRetry={() => void loadAround()}
      />
    )
  }
  if (history.state !== 'ready') return <Skeleton label={words.reading} lines={6} />
  const { days } = history.value
  if (days.length === 0) return <p className="muted">{words.none}</p>
  const shown = days.reduce((sum, { events }) => sum + events.length, 0)
  return (
    <>
      {days.map((day) => (
        <section key={day.date} className="drift-day" aria-label={day.date}>
          <h3>{day.date}</h3>
          <ul>
            {day.events.map((event) => (
              <Event key={`${event.recordedAtUtc} ${event.kind}`} event={event} />
            ))}
          </ul>
        </section>
      ))}
      {shown >= limit && limit < MOST_HISTORY && (
        <Button size="small" onClick={() => void showMoreHistory()}>
          {words.older}
        </Button>
      )}
    </>
  )
}
