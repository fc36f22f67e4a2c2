import type { StatusReport } from '../status-report.ts'
import { setManual, type SessionDraft } from './session-draft.ts'

/** A gap in the reports longer than this is not counted as turning. */
const LONGEST_GAP_MS = 2000

/**
 * Adds what was travelled between two reports, axis by axis, and how long the spindle turned. Five
 * reports a second cut the corners off small moves, so the distance is a lower bound.
 */
export function countTravel(draft: SessionDraft, report: StatusReport): void {
  const { controller, manual, times } = draft.session
  const from = controller.machinePosition
  const to = report.machinePosition
  const { totals } = manual
  const moved =
    from === null || to === undefined || controller.reportsInches === null
      ? null
      : {
          xMm: totals.xMm + Math.abs(to.xMm - from.xMm),
          yMm: totals.yMm + Math.abs(to.yMm - from.yMm),
          zMm: totals.zMm + Math.abs(to.zMm - from.zMm),
        }
  const gapMs = draft.atMs - times.lastStatusMs
  const turned = controller.spindleOn === true && gapMs < LONGEST_GAP_MS ? gapMs / 1000 : 0
  if (moved === null && turned === 0) return
  const spindleSeconds = totals.spindleSeconds + turned
  setManual(draft, { totals: { ...totals, ...moved, spindleSeconds } })
}
