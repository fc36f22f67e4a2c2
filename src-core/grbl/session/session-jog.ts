import type { Point3 } from '../../geometry/point.ts'
import { axisWordsMm, lengthText } from '../procedure/parts.ts'
import { clipMove, roomAlong, travelOf, type ClippedMove, type Travel } from '../manual/travel.ts'
import type { JogDirection, ManualRequest } from '../manual/manual-request.ts'
import type { JogState } from '../manual/manual-state.ts'
import { REALTIME } from '../realtime-commands.ts'
import { handObstacle } from './session-hand.ts'
import {
  refuse,
  sendRealtime,
  sendSystemLine,
  setManual,
  type SessionDraft,
} from './session-draft.ts'
import { dropBackground } from './session-procedure.ts'
import type { Session } from './session-types.ts'

/** A held jog ends when nobody has said for so long that it is still held. */
export const JOG_DEAD_MAN_MS = 250
/** Two reports missed while jogging: nobody sees where it goes. */
const JOG_SILENCE_MS = 450
const CANCEL_REPEAT_MS = 60
/** A paced jog is never sent farther ahead than this. */
const HORIZON_MS = 250
/** One move of a paced jog. */
const PACED_MOVE_MS = 60
/** Steps asked for faster than they are travelled are taken this far ahead. */
const STEP_AHEAD_MS = 500
const KEPT_IDS = 50

type Request<K extends ManualRequest['kind']> = Extract<ManualRequest, { readonly kind: K }>

function jogLineInFlight({ window }: Session): boolean {
  return window.lines.some(({ origin }) => origin.kind === 'system' && origin.purpose === 'jog')
}

function setJog(draft: SessionDraft, change: Partial<JogState>): void {
  const { jog } = draft.session.manual
  if (jog !== null) setManual(draft, { jog: { ...jog, ...change } })
}

/** The travel a jog is held to: GRBL itself checks it with soft limits; else it is true only when homed. */
function bindingTravel({ manual }: Session): Travel | null {
  const softLimits = Number(manual.settings.get(20) ?? '0') !== 0
  if (!manual.homed && !softLimits) return null
  return travelOf(manual.settings, manual.facts?.optionLetters ?? '')
}

function sendJog(draft: SessionDraft, by: Point3, feedMmPerMin: number): void {
  const words = axisWordsMm({
    xMm: by.xMm === 0 ? undefined : by.xMm,
    yMm: by.yMm === 0 ? undefined : by.yMm,
    zMm: by.zMm === 0 ? undefined : by.zMm,
  })
  const lengthMm = Math.hypot(by.xMm, by.yMm, by.zMm)
  const queuedUntilMs = Math.max(draft.atMs, draft.session.manual.jog?.queuedUntilMs ?? 0)
  setJog(draft, {
    phase: 'moving',
    queuedUntilMs: queuedUntilMs + (lengthMm / feedMmPerMin) * 60_000,
  })
  sendSystemLine(draft, `$J=G91G21${words}F${lengthText(feedMmPerMin)}`, 'jog')
}

/** True when a move this small would be written as no move at all. */
function isNothing(by: Point3): boolean {
  return Math.max(Math.abs(by.xMm), Math.abs(by.yMm), Math.abs(by.zMm)) < 0.0005
}

/** One relative move; further ones may follow while the queue is short. */
export function onJogStep(draft: SessionDraft, request: Request<'jogStep'>): void {
  const { session } = draft
  const { jog } = session.manual
  const follows = jog !== null && mayFollow(draft, jog)
  const obstacle = follows ? null : handObstacle(session)
  if (obstacle !== null) {
    draft.effects.push({ kind: 'refused', problem: obstacle })
    return
  }
  const { by, clippedAxis } = clipped(session, wantedStep(request), follows)
  if (isNothing(by)) {
    refuseAtEnd(draft, clippedAxis)
    return
  }
  dropBackground(draft)
  const { feedMmPerMin } = request
  const base = { mode: 'step', jogId: '', direction: { x: 0, y: 0, z: 0 }, pace: 'long' } as const
  setManual(draft, {
    notice: null,
    jog: { ...startOf(draft), ...base, feedMmPerMin, clippedAxis, ...(follows ? jog : {}) },
  })
  sendJog(draft, by, feedMmPerMin)
}

function mayFollow({ session, atMs }: SessionDraft, jog: JogState): boolean {
  const moves = jog.mode === 'step' && jog.phase === 'moving'
  return moves && !jogLineInFlight(session) && jog.queuedUntilMs - atMs < STEP_AHEAD_MS
}

/** Behind a step that is still moving nobody knows where this one begins: the controller checks it. */
function clipped(session: Session, wanted: Point3, follows: boolean): ClippedMove {
  const from = session.controller.machinePosition
  const travel = follows ? null : bindingTravel(session)
  return travel === null || from === null
    ? { by: wanted, clippedAxis: null }
    : clipMove(from, wanted, travel)
}

function wantedStep({ by }: Request<'jogStep'>): Point3 {
  return { xMm: by.xMm ?? 0, yMm: by.yMm ?? 0, zMm: by.zMm ?? 0 }
}

function refuseAtEnd(draft: SessionDraft, axis: string | null): void {
  const sentence =
    axis === null
      ? 'The jog is too short to be a move.'
      : `The machine stands at the end of its ${axis.toUpperCase()} travel.`
  refuse(draft, 'machine', sentence, axis === null ? '' : 'Jog the other way.')
}

function startOf(draft: SessionDraft) {
  return {
    phase: 'waiting',
    refreshedMs: draft.atMs,
    queuedUntilMs: draft.atMs,
    lastCancelMs: Number.NEGATIVE_INFINITY,
    clippedAxis: null,
    restarts: false,
  } as const
}

/** A button is held: starts its jog, or keeps it going. A released one never comes back. */
export function onJogHold(draft: SessionDraft, request: Request<'jogHold'>): void {
  const { session } = draft
  const { jog, releasedJogIds } = session.manual
  const { jogId, direction, feedMmPerMin } = request
  if (releasedJogIds.includes(jogId)) return
  if (Math.hypot(direction.x, direction.y, direction.z) === 0) {
    onJogRelease(draft, jogId)
    return
  }
  if (jog?.jogId === jogId && jog.phase !== 'ending' && isSame(jog, direction, feedMmPerMin)) {
    setJog(draft, { refreshedMs: draft.atMs })
    return
  }
  const next: JogState = {
    ...startOf(draft),
    mode: 'continuous',
    pace: 'paced',
    jogId,
    direction,
    feedMmPerMin,
  }
  if (jog === null) newJog(draft, next)
  else changeJog(draft, jog, next)
}

function newJog(draft: SessionDraft, next: JogState): void {
  const obstacle = handObstacle(draft.session)
  if (obstacle !== null) {
    draft.effects.push({ kind: 'refused', problem: obstacle })
    return
  }
  dropBackground(draft)
  setManual(draft, { jog: next, notice: null })
  beginJog(draft)
}

function isSame(jog: JogState, direction: JogDirection, feedMmPerMin: number): boolean {
  const { x, y, z } = jog.direction
  const same = x === direction.x && y === direction.y && z === direction.z
  return same && jog.feedMmPerMin === feedMmPerMin
}

/** The one under way is cancelled; the new one begins from a stand. */
function changeJog(draft: SessionDraft, jog: JogState, next: JogState): void {
  if (jog.jogId !== next.jogId && jog.jogId !== '') forgetId(draft, jog.jogId)
  if (jog.phase === 'waiting') {
    setManual(draft, { jog: next })
    beginJog(draft)
    return
  }
  setManual(draft, { jog: { ...next, phase: 'ending', restarts: true } })
  cancelMotion(draft)
}

function forgetId(draft: SessionDraft, jogId: string): void {
  const { releasedJogIds } = draft.session.manual
  if (releasedJogIds.includes(jogId)) return
  setManual(draft, { releasedJogIds: [...releasedJogIds, jogId].slice(-KEPT_IDS) })
}

/** The button was let go, or whoever held it is gone. An empty id ends whichever jog runs. */
export function onJogRelease(draft: SessionDraft, jogId: string): void {
  if (jogId !== '') forgetId(draft, jogId)
  const { jog } = draft.session.manual
  if (jog === null || (jogId !== '' && jog.jogId !== jogId)) return
  if (jog.jogId !== '') forgetId(draft, jog.jogId)
  endJog(draft)
}

function endJog(draft: SessionDraft): void {
  const { jog } = draft.session.manual
  if (jog === null) return
  if (jog.phase === 'waiting') {
    setManual(draft, { jog: null })
    return
  }
  setJog(draft, { phase: 'ending', restarts: false })
  cancelMotion(draft)
}

/** Cancels whatever jog the controller is in, also one that a procedure began. */
export function stopJogging(draft: SessionDraft): void {
  const { jog } = draft.session.manual
  const fresh: JogState = {
    ...startOf(draft),
    mode: 'step',
    jogId: '',
    direction: { x: 0, y: 0, z: 0 },
    feedMmPerMin: 0,
    pace: 'long',
    phase: 'ending',
  }
  setManual(draft, { jog: jog === null ? fresh : { ...jog, phase: 'ending', restarts: false } })
  cancelMotion(draft)
}

function cancelMotion(draft: SessionDraft): void {
  sendRealtime(draft, REALTIME.jogCancel)
  sendRealtime(draft, REALTIME.statusQuery)
  setJog(draft, { lastCancelMs: draft.atMs })
}

/** Starts a waiting jog when the machine stands. */
function beginJog(draft: SessionDraft): void {
  const { session, atMs } = draft
  const { jog } = session.manual
  if (jog?.phase !== 'waiting' || session.controller.state !== 'Idle') return
  if (jogLineInFlight(session) || atMs < session.times.guardUntilMs) return
  const { x, y, z } = jog.direction
  const size = Math.hypot(x, y, z)
  const unit = { xMm: x / size, yMm: y / size, zMm: z / size }
  const travel = bindingTravel(session)
  const from = session.controller.machinePosition
  if (travel === null || from === null) {
    setJog(draft, { pace: 'paced', queuedUntilMs: atMs })
    sendPacedMove(draft)
    return
  }
  const roomMm = roomAlong(from, unit, travel)
  const by = { xMm: unit.xMm * roomMm, yMm: unit.yMm * roomMm, zMm: unit.zMm * roomMm }
  if (isNothing(by)) {
    forgetId(draft, jog.jogId)
    const sentence = 'The machine stands at the end of its travel.'
    setManual(draft, { jog: null, notice: { sentence, remedy: 'Jog the other way.' } })
    return
  }
  setJog(draft, { pace: 'long', queuedUntilMs: atMs })
  sendJog(draft, by, jog.feedMmPerMin)
}

/** `v · 60 ms`, and so long that full speed is reached within the 15 blocks the planner sees. */
function sendPacedMove(draft: SessionDraft): void {
  const { session } = draft
  const { jog } = session.manual
  if (jog === null) return
  const { x, y, z } = jog.direction
  const size = Math.hypot(x, y, z)
  const lengthMm = (jog.feedMmPerMin / 60_000) * PACED_MOVE_MS
  const scale = Math.max(lengthMm, 0.002) / size
  sendJog(draft, { xMm: x * scale, yMm: y * scale, zMm: z * scale }, jog.feedMmPerMin)
}

/** An answer to a jog line. After a cancel every late ok is a move that was not cancelled with it. */
export function onJogAnswer(draft: SessionDraft, errorCode: number | null): void {
  const { session } = draft
  const { jog } = session.manual
  if (errorCode !== null) {
    const atEnd = errorCode === 15
    const sentence = atEnd
      ? 'The jog would leave the travel of the machine.'
      : `The controller refused the jog with error ${String(errorCode)}.`
    if (jog !== null) forgetId(draft, jog.jogId)
    const remedy = atEnd ? 'Jog the other way, or a shorter way.' : 'Try again when it stands idle.'
    setManual(draft, { notice: { sentence, remedy } })
    // what was sent before still runs to its end
    if (jog !== null) setJog(draft, { phase: 'ending', restarts: false })
    return
  }
  if (session.state === 'aborting') sendRealtime(draft, REALTIME.feedHold)
  else if (jog === null || jog.phase === 'ending') cancelMotion(draft)
}

/** A status report came while a jog is under way. */
export function onJogStatus(draft: SessionDraft, state: string): void {
  const { session, atMs } = draft
  const { jog } = session.manual
  if (jog === null) return
  if (state === 'Jog') {
    if (jog.phase === 'ending' && atMs - jog.lastCancelMs >= CANCEL_REPEAT_MS) cancelMotion(draft)
    return
  }
  if (state !== 'Idle' || jogLineInFlight(session)) return
  if (jog.phase === 'waiting') beginJog(draft)
  else if (jog.phase === 'ending' || jog.pace === 'long') settleJog(draft, jog)
}

function settleJog(draft: SessionDraft, jog: JogState): void {
  if (draft.session.times.standingReports === 0) return
  if (jog.phase === 'ending' && jog.restarts) {
    setJog(draft, { phase: 'waiting', restarts: false, queuedUntilMs: draft.atMs })
    beginJog(draft)
    return
  }
  if (jog.jogId !== '') forgetId(draft, jog.jogId)
  setManual(draft, { jog: null })
}

/** The clock moved on while a jog is under way. */
export function onJogTick(draft: SessionDraft): void {
  const { session, atMs } = draft
  const { jog } = session.manual
  if (jog === null) return
  const forgotten = jog.mode === 'continuous' && atMs - jog.refreshedMs > JOG_DEAD_MAN_MS
  const unseen = atMs - session.times.lastStatusMs > JOG_SILENCE_MS
  if (jog.phase === 'ending') {
    if (forgotten) setJog(draft, { restarts: false })
  } else if (forgotten || unseen) {
    onJogRelease(draft, jog.jogId)
  } else if (jog.phase === 'moving' && jog.pace === 'paced') {
    followPaced(draft, jog)
  }
}

function followPaced(draft: SessionDraft, jog: JogState): void {
  if (jogLineInFlight(draft.session) || jog.queuedUntilMs - draft.atMs >= HORIZON_MS) return
  sendPacedMove(draft)
}
