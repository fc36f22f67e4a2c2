import { describeError } from '../code-tables.ts'
import type { GrblResponse } from '../parse-response.ts'
import { modalFromWords } from '../manual/modal-words.ts'
import type { ModalWords } from '../manual/manual-snapshot.ts'
import type { ActiveProcedure } from '../manual/manual-state.ts'
import { offsetsFromPushes } from '../manual/offset-table.ts'
import {
  replay,
  type ProcedureOrder,
  type ProcedurePosition,
  type ProcedureStep,
  type StepResult,
} from '../procedure/procedure.ts'
import { READ_CONTROLLER_QUIETLY, restoreQuietly } from '../procedure/read-controller.ts'
import { EEPROM_GUARD_MS } from './guard-times.ts'
import { handObstacle } from './session-hand.ts'
import {
  endProcedure,
  sendSystemLine,
  setManual,
  setTimes,
  type SessionDraft,
} from './session-draft.ts'
import { STANDING_REPORTS_NEEDED } from './standing.ts'
import type { Session } from './session-types.ts'

/** A controller that says more than this to one line is not heard out. */
const MOST_HEARD = 600

/** Begins a procedure; refused unless the machine stands idle and nothing else is under way. */
export function startProcedure(draft: SessionDraft, order: ProcedureOrder): void {
  const { session } = draft
  const obstacle = handObstacle(session)
  if (obstacle !== null) {
    draft.effects.push({ kind: 'refused', problem: obstacle })
    return
  }
  dropBackground(draft)
  if (!order.background && order.ownedByJob !== true) {
    session.pending = 'procedure'
    setTimes(draft, { lastSendMs: draft.atMs })
  }
  const procedureId = session.manual.nextProcedureId
  setManual(draft, { nextProcedureId: procedureId + 1, notice: null })
  const begun = { procedureId, order, results: [], written: [], modalBefore: null }
  goOn(draft, begun, replay(order.program, []))
}

/** A background reading gives way to whatever a person wants; its answer is passed over. */
export function dropBackground(draft: SessionDraft): void {
  const { procedure } = draft.session.manual
  if (procedure?.order.background !== true) return
  setManual(draft, { procedure: null, stale: true, restore: restoreOf(procedure) })
}

/** A background restoring that had not sent its line yet is not forgotten. */
function restoreOf({ order, results, sent }: ActiveProcedure): ModalWords | null {
  return results.length === 0 && !sent ? (order.restores ?? null) : null
}

type Begun = Pick<ActiveProcedure, 'procedureId' | 'order' | 'results' | 'written' | 'modalBefore'>

/** Takes the steps that need no waiting, then stands at the first that does. */
function goOn(draft: SessionDraft, begun: Begun, position: ProcedurePosition): void {
  let { results, written } = begun
  let at = position
  while (at.kind === 'step' && (at.step.kind === 'look' || at.step.kind === 'written')) {
    if (at.step.kind === 'written') {
      const { settingNumber, value } = at.step
      written = [...written, { settingNumber, value }]
    }
    results = [...results, resultOf(draft.session, null, [])]
    at = replay(begun.order.program, results)
  }
  const step: ProcedureStep = at.kind === 'step' ? at.step : { kind: 'look' }
  const waits = { sent: false, stepSinceMs: draft.atMs, heard: [] }
  setManual(draft, { procedure: { ...begun, ...waits, results, written, step } })
  if (at.kind === 'ended') endProcedure(draft, 'done', { ...at.end, remedy: '' })
  else if (at.step.kind === 'fail') {
    const { sentence, remedy } = at.step
    endProcedure(draft, 'failed', { sentence, remedy, finding: null })
  } else sendProcedureLine(draft)
}

function resultOf(
  session: Session,
  errorCode: number | null,
  heard: readonly GrblResponse[],
): StepResult {
  const { machinePosition, workPosition, activePins } = session.controller
  const glance = { machinePosition, workPosition, probeTouched: activePins.includes('P') }
  return { errorCode, heard, glance }
}

function complete(draft: SessionDraft, procedure: ActiveProcedure, result: StepResult): void {
  const results = [...procedure.results, result]
  goOn(draft, { ...procedure, results }, replay(procedure.order.program, results))
}

/** Sends the line the procedure stands at, when the controller may take it. */
export function sendProcedureLine(draft: SessionDraft): void {
  const { session, atMs } = draft
  const { procedure } = session.manual
  if (procedure === null || procedure.sent || procedure.step.kind !== 'line') return
  if (session.state !== 'ready' && session.state !== 'toolChange') return
  if (session.window.lines.length > 0 || atMs < session.times.guardUntilMs) return
  setManual(draft, { procedure: { ...procedure, sent: true, stepSinceMs: atMs } })
  sendSystemLine(draft, procedure.step.text, 'procedure')
}

/** The line a procedure had sent was answered. */
export function onProcedureAnswer(draft: SessionDraft, errorCode: number | null): void {
  const { session } = draft
  const { procedure } = session.manual
  if (procedure === null || !procedure.sent || procedure.step.kind !== 'line') return
  const { step, heard } = procedure
  if (step.writesMemory) setTimes(draft, { guardUntilMs: draft.atMs + EEPROM_GUARD_MS })
  const modalRead = learn(draft, step.text, heard)
  if (errorCode !== null && !step.errorIsResult) {
    const { meaning, remedy } = describeError(session.tables, errorCode)
    const sentence = `${step.stage}: the controller refused ${step.text} with error ${String(errorCode)}, ${meaning}.`
    endProcedure(draft, 'failed', { sentence, remedy, finding: null })
    return
  }
  const modalBefore = procedure.modalBefore ?? modalRead
  complete(draft, { ...procedure, modalBefore }, resultOf(session, errorCode, heard))
}

/** Keeps what an answer told, whoever asked. */
function learn(
  draft: SessionDraft,
  text: string,
  heard: readonly GrblResponse[],
): ModalWords | null {
  const told = heard.find((response) => response.kind === 'parserState')
  const modal = told === undefined ? null : modalFromWords(told.words)
  if (modal !== null) setManual(draft, { modal })
  const offsets = offsetsFromPushes(heard)
  if (offsets !== null) setManual(draft, { offsets })
  if (text === '$$') {
    setManual(draft, { settingsRevision: draft.session.manual.settingsRevision + 1 })
  }
  return modal
}

/** Something the controller said while a procedure's line was unanswered. */
export function onProcedureHeard(draft: SessionDraft, response: GrblResponse): void {
  const { procedure } = draft.session.manual
  if (procedure === null || !procedure.sent || procedure.heard.length >= MOST_HEARD) return
  setManual(draft, { procedure: { ...procedure, heard: [...procedure.heard, response] } })
}

/** A status report came: a stand or a touch may be what the procedure waits for. */
export function onProcedureStatus(draft: SessionDraft, state: string): void {
  const { session } = draft
  const { procedure } = session.manual
  if (procedure === null) {
    refreshWhenQuiet(draft, state)
    return
  }
  const { step } = procedure
  const stands =
    step.kind === 'standstill' &&
    state === 'Idle' &&
    session.times.standingReports >= STANDING_REPORTS_NEEDED
  const touched = session.controller.activePins.includes('P')
  if (stands || (step.kind === 'plate' && step.touched === touched)) {
    complete(draft, procedure, resultOf(session, null, []))
  }
}

/** Reads modes and offsets anew once the machine stands idle and nobody wants anything. */
function refreshWhenQuiet(draft: SessionDraft, state: string): void {
  const { session } = draft
  const { manual, times } = session
  if (!manual.stale && manual.restore === null) return
  if (state !== 'Idle' || session.state !== 'ready') return
  if (times.standingReports < STANDING_REPORTS_NEEDED || handObstacle(session) !== null) return
  setManual(draft, { stale: false, restore: null })
  const { restore } = manual
  startProcedure(draft, restore === null ? READ_CONTROLLER_QUIETLY : restoreQuietly(restore))
}
