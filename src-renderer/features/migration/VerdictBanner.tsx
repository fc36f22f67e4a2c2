import { CircleCheck, CircleHelp, CircleX } from 'lucide-react'
import type { MigrationReport } from '#core/migration/report.ts'
import { judgeReport } from '#core/migration/verdict.ts'
import { formatAgo, formatExact } from '../../session/time-text.ts'
import { migrationStrings } from './migration.strings.ts'
import { useMigration } from './migration.store.ts'
import { countText } from './migration.view-model.ts'

const words = migrationStrings
const ICONS = { PASS: CircleCheck, FAIL: CircleX, UNKNOWN: CircleHelp }

/** What a `VerdictBanner` takes. */
export interface VerdictBannerProps {
  readonly report: MigrationReport
  readonly nowMs: number
  /** Reasons that are spelt out; the rest are counted. */
  readonly mostReasons: number
}

/** PASS or FAIL by the audit's own function, and why. */
export function VerdictBanner({ report, nowMs, mostReasons }: VerdictBannerProps) {
  const thresholds = useMigration((state) => state.thresholds)
  const verdict = judgeReport(report, thresholds)
  const Icon = ICONS[verdict.outcome]
  const reasons = [...verdict.exceeded.map(({ sentence }) => sentence), ...verdict.failedChecks]
  const at = report.generated_at
  return (
    <section
      className={`drift-verdict drift-${verdict.outcome.toLowerCase()}`}
      aria-label={words.verdicts[verdict.outcome].title}
    >
      <Icon size={40} aria-hidden="true" />
      <div role="status">
        <p className="drift-outcome">
          <strong>{words.verdicts[verdict.outcome].title}</strong>
          <span>{words.verdicts[verdict.outcome].text}</span>
        </p>
        {reasons.length > 0 && (
          <ul aria-label={words.because}>
            {reasons.slice(0, mostReasons).map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
            {reasons.length > mostReasons && (
              <li>{words.more(countText(reasons.length - mostReasons))}</li>
            )}
          </ul>
        )}
        {verdict.notes.length > 0 && report.generated_at !== null && (
          <details>
            <summary>{words.besides(countText(verdict.notes.length))}</summary>
            <ul>
              {verdict.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <time
        className="caption nowrap"
        dateTime={at ?? undefined}
        title={at === null ? undefined : formatExact(at)}
      >
        {at === null
          ? words.dashboard.neverCompared
          : words.dashboard.compared(formatAgo(at, nowMs))}
      </time>
    </section>
  )
}
