import { ChevronRight } from 'lucide-react'
import type { FeasibilityReport } from '#core/feasibility/finding.ts'
import { faceAngleRad } from '#core/rosette/tiles.ts'
import { degFromRad } from '#core/units/angle.ts'
import { formatDecimal } from '#core/units/format-length.ts'
import { useJudgement } from '../session/judgement.store.ts'
import { useNavigation } from '../session/navigation.store.ts'
import { usePlan, type SaveState } from '../session/plan.store.ts'
import { formatExact, formatTimeOfDay } from '../session/time-text.ts'
import { RiskBadge } from '../ui/RiskBadge.tsx'
import { appStrings } from './app.strings.ts'
import { Watchers } from './Watchers.tsx'

const words = appStrings.status

function saveWords(save: SaveState, shipped: boolean): string {
  switch (save.kind) {
    case 'saved':
      return shipped ? words.shipped : words.saved(formatTimeOfDay(save.atUtc))
    case 'changed':
      return words.changed
    case 'saving':
      return words.saving
    case 'refused':
      return words.refused(save.problem.message)
  }
}

function findingWords(report: FeasibilityReport): string {
  const yellow = report.findings.filter((finding) => finding.grade === 'YELLOW').length
  const blocking = report.findings.filter(
    (finding) => finding.grade === 'RED' || finding.grade === 'UNKNOWN',
  ).length
  const parts = [
    blocking > 0 ? words.stops(blocking) : '',
    yellow > 0 ? words.warnings(yellow) : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? words.noWarning : parts.join(', ')
}

/** The foot of the window: saved or not, closure, judgement. */
export function StatusLine() {
  const plan = usePlan((state) => state.history?.present ?? null)
  const save = usePlan((state) => state.save)
  const judgement = useJudgement((state) => state.judgement)
  const goTo = useNavigation((state) => state.goTo)
  const shipped = usePlan((state) => state.origin === 'shipped')
  if (plan === null || save === null) {
    return (
      <footer className="status" aria-label={words.label}>
        <Watchers />
      </footer>
    )
  }
  const mosaic = plan.rings.find((ring) => ring.kind === 'tile')
  const report = judgement.state === 'ready' ? judgement.value.report : null
  return (
    <footer className="status" aria-label={words.label}>
      <span
        role="status"
        className={save.kind === 'refused' ? 'status-refused' : undefined}
        title={save.kind === 'saved' && !shipped ? formatExact(save.atUtc) : undefined}
      >
        {saveWords(save, shipped)}
      </span>
      {mosaic !== undefined && (
        <span>
          {words.closes(
            mosaic.tileCount,
            formatDecimal(degFromRad(faceAngleRad(mosaic.tileCount)), 2),
          )}
        </span>
      )}
      <Watchers />
      <button
        type="button"
        onClick={() => {
          goTo('feasibility')
        }}
      >
        {report === null ? (
          judgement.state === 'loading' ? (
            words.judging
          ) : (
            words.notJudged
          )
        ) : (
          <>
            <RiskBadge grade={report.overall} />
            <span>{Math.round(report.score)}</span>
            <span>{findingWords(report)}</span>
            <ChevronRight size={14} aria-hidden="true" />
          </>
        )}
      </button>
    </footer>
  )
}
