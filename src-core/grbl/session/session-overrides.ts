import {
  nextOverrideByte,
  OVERRIDES_DEFAULT,
  type OverridePercents,
} from '../manual/override-bytes.ts'
import type { ManualRequest } from '../manual/manual-request.ts'
import { REALTIME } from '../realtime-commands.ts'
import type { StatusReport } from '../status-report.ts'
import { refuse, sendRealtime, setManual, type SessionDraft } from './session-draft.ts'
import type { Session } from './session-types.ts'

/** Closer together the controller takes two equal bytes for one. */
const BYTE_SPACING_MS = 30
/** A report older than this may not know of the last byte yet. */
const REPORT_FRESH_MS = 100
const MOST_BYTES = 120

type Request<K extends ManualRequest['kind']> = Extract<ManualRequest, { readonly kind: K }>

/** States in which the controller takes realtime bytes that change the motion or the spindle. */
function takesRealtime({ portOpen, state, homing }: Session): boolean {
  const deaf = ['disconnected', 'probing', 'aborting', 'resetWait', 'alarm', 'fault']
  return portOpen && homing === 'no' && !deaf.includes(state)
}

function refuseDeaf(draft: SessionDraft): boolean {
  if (takesRealtime(draft.session)) return false
  refuse(draft, 'machine', 'The controller takes no overrides now.', 'Connect, or clear the alarm.')
  return true
}

function withRequest(
  from: OverridePercents,
  { feedPercent, rapidPercent, spindlePercent }: Request<'setOverrides'>,
): OverridePercents {
  return {
    feed: feedPercent ?? from.feed,
    rapid: rapidPercent ?? from.rapid,
    spindle: spindlePercent ?? from.spindle,
  }
}

/** Sets where the overrides are to go; the loop brings them there and checks it. */
export function onSetOverrides(draft: SessionDraft, request: Request<'setOverrides'>): void {
  if (refuseDeaf(draft)) return
  const { session } = draft
  const known = session.controller.overridesPercent
  const before = session.manual.overrides ?? {
    targets: known ?? OVERRIDES_DEFAULT,
    believed: known,
    lastByteMs: Number.NEGATIVE_INFINITY,
  }
  const targets = withRequest(before.targets, request)
  setManual(draft, { notice: null, overrides: { ...before, targets, bytesLeft: MOST_BYTES } })
  onOverrideTick(draft)
}

/** Sends the next byte on the way, when the last one is long enough ago. */
export function onOverrideTick(draft: SessionDraft): void {
  const { session, atMs } = draft
  const loop = session.manual.overrides
  if (loop === null) return
  if (!takesRealtime(session)) {
    setManual(draft, { overrides: null })
    return
  }
  if (loop.believed === null || atMs - loop.lastByteMs < BYTE_SPACING_MS) return
  const next = nextOverrideByte(loop.believed, loop.targets)
  if (next === null) {
    if (loop.lastByteMs === Number.NEGATIVE_INFINITY) setManual(draft, { overrides: null })
    return
  }
  if (loop.bytesLeft === 0) {
    const sentence = 'The controller does not take the override.'
    setManual(draft, { overrides: null, notice: { sentence, remedy: 'Look at its firmware.' } })
    return
  }
  sendRealtime(draft, next.byte)
  setManual(draft, {
    overrides: { ...loop, believed: next.then, lastByteMs: atMs, bytesLeft: loop.bytesLeft - 1 },
  })
}

/** A report told where the overrides are: the loop ends there, or goes on from there. */
export function onOverrideReport(draft: SessionDraft, report: StatusReport): void {
  const loop = draft.session.manual.overrides
  const told = report.overridesPercent
  if (loop === null || told === undefined || draft.atMs - loop.lastByteMs < REPORT_FRESH_MS) return
  const { feed, rapid, spindle } = loop.targets
  const reached = told.feed === feed && told.rapid === rapid && told.spindle === spindle
  setManual(draft, { overrides: reached ? null : { ...loop, believed: told } })
}

/** Stops the spindle in a hold, or lets it turn again. */
export function onToggleSpindleStop(draft: SessionDraft): void {
  if (draft.session.state !== 'held') {
    refuse(draft, 'machine', 'The spindle is stopped this way only in a hold.', 'Hold first.')
    return
  }
  sendRealtime(draft, REALTIME.spindleStopToggle)
  sendRealtime(draft, REALTIME.statusQuery)
}

/** Turns flood or mist on or off by a toggle, so what is on must be known. */
export function onSetCoolant(draft: SessionDraft, request: Request<'setCoolant'>): void {
  if (refuseDeaf(draft)) return
  const { accessories } = draft.session.manual
  if (accessories === null) {
    const sentence = 'The controller has not told yet what is on.'
    refuse(draft, 'busy', sentence, 'Try again in a few seconds.')
    return
  }
  const letter = request.coolant === 'flood' ? 'F' : 'M'
  if (accessories.includes(letter) === request.on) return
  sendRealtime(draft, request.coolant === 'flood' ? REALTIME.floodToggle : REALTIME.mistToggle)
  sendRealtime(draft, REALTIME.statusQuery)
}
