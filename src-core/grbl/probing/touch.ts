import type { Point3 } from '../../geometry/point.ts'
import { axisField, type AxisName, type AxisValuesMm } from '../manual/axes.ts'
import type { ModalWords, OffsetTable } from '../manual/manual-snapshot.ts'
import { restoringLine } from '../manual/modal-words.ts'
import { roomAlong, type Travel } from '../manual/travel.ts'
import {
  axisWordsMm,
  fail,
  jogBy,
  lengthText,
  look,
  readModal,
  readOffsets,
  sendLine,
  standstill,
} from '../procedure/parts.ts'
import type { ProcedurePart } from '../procedure/procedure.ts'
import type { ProbeApproach } from './probe-input.ts'

/** Which way along an axis. */
export interface TouchDirection {
  readonly axis: AxisName
  readonly sign: 1 | -1
}

/** What a probing works with besides its input. */
export interface ProbeFacts {
  /** The speed of moves that touch nothing. */
  readonly travelFeedMmPerMin: { readonly xy: number; readonly z: number }
  /** The person has tested the circuit already, or it cannot be reached by hand. */
  readonly skipsTouchTest: boolean
  /** Where the machine is held to its travel; a touch is never looked for beyond it. */
  readonly travel: Travel | null
}

/** The modes and offsets a probing starts from. */
export interface ProbeStart {
  readonly modal: ModalWords
  readonly offsets: OffsetTable
}

const NEVER_TOUCHED =
  'The probe already makes contact: lift the tool, and check its wire and the probe setting ($6).'

/**
 * Reads modes and offsets, then has the person touch the plate to the tool and take it away: a
 * probe that is not seen to close would let the tool run into the work.
 */
export function* beginProbing({ skipsTouchTest }: ProbeFacts): ProcedurePart<ProbeStart> {
  const modal = yield* readModal('Reading the modes')
  const offsets = yield* readOffsets('Reading the offsets')
  const { probeTouched } = yield* look()
  if (probeTouched) yield* fail(NEVER_TOUCHED, 'Then begin again.')
  if (!skipsTouchTest) {
    yield { kind: 'plate', touched: true, stage: 'Touch the plate to the tool' }
    yield { kind: 'plate', touched: false, stage: 'Take the plate off the tool again' }
  }
  yield* standstill('Waiting for the machine to stand')
  return { modal, offsets }
}

/** Brings the modes back; the last step of every probing. */
export function* endProbing(modal: ModalWords): ProcedurePart<void> {
  yield* sendLine(restoringLine(modal), 'Bringing the modes back')
}

function words({ axis, sign }: TouchDirection, distanceMm: number): string {
  return axisWordsMm({ [axisField(axis)]: sign * distanceMm })
}

/** Moves towards something until the probe touches; the machine position of the contact. */
function* seek(
  direction: TouchDirection,
  distanceMm: number,
  feedMmPerMin: number,
  stage: string,
): ProcedurePart<Point3> {
  const line = `G91G21G94G38.2${words(direction, distanceMm)}F${lengthText(feedMmPerMin)}`
  const { heard } = yield* sendLine(line, stage)
  const told = heard.find((response) => response.kind === 'probe')
  if (told?.touched === true) return told.position
  return yield* fail(
    `${stage}: the controller did not tell where it touched.`,
    'Check the cable, then try again.',
  )
}

/** A contact: where, and how far the quick touch was from the slow one. */
export interface Touch {
  readonly atMm: number
  readonly repeatabilityMm: number
}

/** How far a touch may be looked for. */
export interface TouchReach {
  readonly greatestMm: number
  readonly travel: Travel | null
}

/** The reach, shortened to the travel of the machine: beyond it the controller would raise an alarm. */
function* reachInside(
  { axis, sign }: TouchDirection,
  { greatestMm, travel }: TouchReach,
  what: string,
): ProcedurePart<number> {
  if (travel === null) return greatestMm
  const from = yield* standstill(`Looking for ${what}`)
  const unit = { xMm: 0, yMm: 0, zMm: 0, [axisField(axis)]: sign }
  const roomMm = roomAlong(from, unit, travel)
  if (roomMm > 0.1) return Math.min(greatestMm, roomMm)
  return yield* fail(
    `The machine stands at the end of its ${axis.toUpperCase()} travel: there is no room to look for ${what}.`,
    'Move the stock, then begin again.',
  )
}

const opposite = ({ axis, sign }: TouchDirection): TouchDirection => ({
  axis,
  sign: sign === 1 ? -1 : 1,
})

/** The slow touch may go so much farther than it was backed off. */
const SLOW_REACH = 2
/** A quick touch and a slow one farther apart than this are not the same thing. */
const WORST_REPEATABILITY_MM = 0.5

/**
 * Touches quickly, backs off, touches slowly, backs off again: the slow contact counts. All in
 * send-response; backing off is a jog, since the probe is still closed.
 */
export function* touchTwice(
  direction: TouchDirection,
  approach: ProbeApproach,
  reach: TouchReach,
  what: string,
): ProcedurePart<Touch> {
  const { seekFeedMmPerMin, touchFeedMmPerMin, retractMm } = approach
  const field = axisField(direction.axis)
  const distanceMm = yield* reachInside(direction, reach, what)
  const quick = yield* seek(direction, distanceMm, seekFeedMmPerMin, `Looking for ${what}`)
  yield* backOff(direction, retractMm, seekFeedMmPerMin, what)
  const slow = yield* seek(
    direction,
    retractMm * SLOW_REACH,
    touchFeedMmPerMin,
    `Touching ${what} slowly`,
  )
  yield* backOff(direction, retractMm, seekFeedMmPerMin, what)
  const repeatabilityMm = Math.abs(quick[field] - slow[field])
  if (repeatabilityMm > WORST_REPEATABILITY_MM) {
    yield* fail(
      `The two touches of ${what} are ${lengthText(repeatabilityMm)} mm apart; ${lengthText(WORST_REPEATABILITY_MM)} mm is the limit.`,
      'Clamp the stock and the plate firmly, and check the wire; then try again.',
    )
  }
  return { atMm: slow[field], repeatabilityMm }
}

function* backOff(
  direction: TouchDirection,
  retractMm: number,
  feedMmPerMin: number,
  what: string,
): ProcedurePart<void> {
  const { axis, sign } = opposite(direction)
  yield* jogBy({ [axisField(axis)]: sign * retractMm }, feedMmPerMin, `Backing off ${what}`)
  const { probeTouched } = yield* look()
  if (!probeTouched) return
  yield* fail(
    `The probe still makes contact ${lengthText(retractMm)} mm away from ${what}.`,
    'Back off farther, or check the wire; then try again.',
  )
}

/**
 * A move where nothing should be in the way, with the probe watched: a contact ends it (`G38.3`) and
 * fails, instead of breaking the tip.
 */
export function* guardedMove(
  by: AxisValuesMm,
  feedMmPerMin: number,
  stage: string,
): ProcedurePart<void> {
  const line = `G91G21G94G38.3${axisWordsMm(by)}F${lengthText(feedMmPerMin)}`
  const { heard } = yield* sendLine(line, stage)
  const told = heard.find((response) => response.kind === 'probe')
  if (told?.touched === true) {
    yield* fail(
      `${stage}: the tip touched something where nothing should be.`,
      'Check start, sizes and clamps, then begin again.',
    )
  }
  yield* standstill(stage)
}
