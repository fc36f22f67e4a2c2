import type { ManualSnapshot, ProcedureView } from '../manual/manual-snapshot.ts'
import type { ActiveProcedure } from '../manual/manual-state.ts'
import { isShifted } from '../manual/offset-table.ts'
import { travelOf } from '../manual/travel.ts'
import type { Session } from './session-types.ts'

function procedureView({ procedureId, order, results, step }: ActiveProcedure): ProcedureView {
  const { kind, title, stepCount } = order
  return {
    procedureId,
    kind,
    title,
    stage: 'stage' in step ? step.stage : '',
    stepsDone: results.length,
    stepCount,
    waitingFor: step.kind === 'plate' ? (step.touched ? 'plateTouch' : 'plateRelease') : null,
  }
}

function accessoriesView(letters: string): NonNullable<ManualSnapshot['accessories']> {
  const clockwise = letters.includes('S')
  const counterclockwise = letters.includes('C')
  return {
    spindle: clockwise ? 'clockwise' : counterclockwise ? 'counterclockwise' : 'off',
    flood: letters.includes('F'),
    mist: letters.includes('M'),
  }
}

function isOn(settings: ReadonlyMap<number, string>, settingNumber: number): boolean | null {
  const value = settings.get(settingNumber)
  return value === undefined ? null : Number(value) !== 0
}

function overrideTargets({ manual }: Session): ManualSnapshot['overrideTargets'] {
  if (manual.overrides === null) return null
  const { feed, rapid, spindle } = manual.overrides.targets
  return { feedPercent: feed, rapidPercent: rapid, spindlePercent: spindle }
}

function jogView({ manual }: Session): ManualSnapshot['jog'] {
  if (manual.jog === null) return null
  const { mode, phase, clippedAxis } = manual.jog
  return { mode, ending: phase === 'ending', clippedAxis }
}

/** What the screen may know of working by hand at `atMs`. */
export function manualView(session: Session, atMs: number): ManualSnapshot {
  const { manual } = session
  const { facts, settings, procedure, homingSinceMs, offsets, accessories } = manual
  return {
    facts,
    homed: manual.homed,
    homingSeconds: homingSinceMs === null ? null : Math.max(0, (atMs - homingSinceMs) / 1000),
    homingEnabled: isOn(settings, 22),
    softLimits: isOn(settings, 20),
    travel: travelOf(settings, facts?.optionLetters ?? ''),
    modal: manual.modal,
    offsets,
    g92Active: offsets !== null && isShifted(offsets),
    accessories: accessories === null ? null : accessoriesView(accessories),
    overrideTargets: overrideTargets(session),
    jog: jogView(session),
    procedure: procedure === null || procedure.order.background ? null : procedureView(procedure),
    lastProcedure: manual.lastProcedure,
    settingsRevision: manual.settingsRevision,
    notice: manual.notice,
    totals: manual.totals,
  }
}
