import type { Point3 } from '../../geometry/point.ts'
import type { AxisName } from '../manual/axes.ts'
import { fail, jogBy, jogToMachine, lengthText, standstill } from '../procedure/parts.ts'
import type { ProcedureEnd, ProcedurePart } from '../procedure/procedure.ts'
import type { EdgeDirection, ProbeFinding, ProbeInput } from './probe-input.ts'
import { setZero, type Readings } from './set-zero.ts'
import {
  beginProbing,
  endProbing,
  guardedMove,
  touchTwice,
  type ProbeFacts,
  type Touch,
  type TouchDirection,
  type TouchReach,
} from './touch.ts'

type Input<K extends ProbeInput['kind']> = Extract<ProbeInput, { readonly kind: K }>

const NOTHING_FOUND: Omit<ProbeFinding, 'kind'> = {
  zeroedAxes: [],
  machinePointMm: { xMm: null, yMm: null, zMm: null },
  measuredMm: null,
  repeatabilityMm: 0,
  toolLengthOffsetMm: null,
}

function foundAt(
  kind: ProbeInput['kind'],
  readings: Readings,
  repeatabilityMm: number,
  measuredMm: ProbeFinding['measuredMm'] = null,
): ProbeFinding {
  const zeroedAxes = Object.keys(readings) as AxisName[]
  const { x, y, z } = readings
  return {
    ...NOTHING_FOUND,
    kind,
    zeroedAxes,
    machinePointMm: {
      xMm: x === undefined ? null : x.machineMm,
      yMm: y === undefined ? null : y.machineMm,
      zMm: z === undefined ? null : z.machineMm,
    },
    measuredMm,
    repeatabilityMm,
  }
}

function reachOf(
  { approach }: Pick<ProbeInput, 'approach'>,
  { travel }: ProbeFacts,
  limitMm = Number.POSITIVE_INFINITY,
): TouchReach {
  return { greatestMm: Math.min(approach.greatestTravelMm, limitMm), travel }
}

const DOWN: TouchDirection = { axis: 'z', sign: -1 }

/** The top of the stock by a plate: the contact reads as the plate's thickness. */
export function* zPlate(input: Input<'zPlate'>, facts: ProbeFacts): ProcedurePart<ProcedureEnd> {
  const { approach, plateThicknessMm } = input
  const start = yield* beginProbing(facts)
  const touch = yield* touchTwice(DOWN, approach, reachOf(input, facts), 'the plate')
  const readings = { z: { machineMm: touch.atMm, readsMm: plateThicknessMm } }
  yield* setZero(start, readings)
  yield* endProbing(start.modal)
  const sentence = `Z zero of ${start.modal.system} is on the stock, ${lengthText(plateThicknessMm)} mm below the touch of the plate. Take the plate away.`
  return { sentence, finding: foundAt('zPlate', readings, touch.repeatabilityMm) }
}

function directionOf(direction: EdgeDirection): TouchDirection {
  return { axis: direction.startsWith('x') ? 'x' : 'y', sign: direction.endsWith('+') ? 1 : -1 }
}

/** The side itself lies a tip's radius beyond the place where the tip's centre stood. */
function sideOf(touch: Touch, { sign }: TouchDirection, tipDiameterMm: number): number {
  return touch.atMm + (sign * tipDiameterMm) / 2
}

/** One side, touched from outside; it becomes zero of its axis. */
export function* edge(input: Input<'edge'>, facts: ProbeFacts): ProcedurePart<ProcedureEnd> {
  const { approach, direction, tipDiameterMm } = input
  const towards = directionOf(direction)
  const start = yield* beginProbing(facts)
  const touch = yield* touchTwice(towards, approach, reachOf(input, facts), 'the side')
  const readings = {
    [towards.axis]: { machineMm: sideOf(touch, towards, tipDiameterMm), readsMm: 0 },
  }
  yield* setZero(start, readings)
  yield* endProbing(start.modal)
  const sentence = `${towards.axis.toUpperCase()} zero of ${start.modal.system} is at the side.`
  return { sentence, finding: foundAt('edge', readings, touch.repeatabilityMm) }
}

/** From the corner into the stock: along X and along Y. */
function inwards(corner: Input<'corner'>['corner']): { readonly x: 1 | -1; readonly y: 1 | -1 } {
  return { x: corner.endsWith('left') ? 1 : -1, y: corner.startsWith('front') ? 1 : -1 }
}

/** An outside corner: the tip starts above it, clear of the stock's top. */
export function* corner(input: Input<'corner'>, facts: ProbeFacts): ProcedurePart<ProcedureEnd> {
  const { tipDiameterMm } = input
  const into = inwards(input.corner)
  const start = yield* beginProbing(facts)
  const home = yield* standstill('Waiting for the machine to stand')
  const side = { ...input, facts, home }
  const x = yield* touchSide({ ...side, towards: { axis: 'x', sign: into.x }, along: into.y })
  const y = yield* touchSide({ ...side, towards: { axis: 'y', sign: into.y }, along: into.x })
  const readings = {
    x: { machineMm: sideOf(x, { axis: 'x', sign: into.x }, tipDiameterMm), readsMm: 0 },
    y: { machineMm: sideOf(y, { axis: 'y', sign: into.y }, tipDiameterMm), readsMm: 0 },
  }
  yield* setZero(start, readings)
  yield* endProbing(start.modal)
  const repeatabilityMm = Math.max(x.repeatabilityMm, y.repeatabilityMm)
  const sentence = `X and Y zero of ${start.modal.system} are at the corner.`
  return { sentence, finding: foundAt('corner', readings, repeatabilityMm) }
}

interface SideTouch extends Omit<Input<'corner'>, 'kind' | 'corner'> {
  readonly facts: ProbeFacts
  /** Where the tip started, and where it is brought back to. */
  readonly home: Point3
  readonly towards: TouchDirection
  /** Which way along the side leads to the stock. */
  readonly along: 1 | -1
}

/** Out, along, down, in until it touches, up and back: every move where nothing should be is watched. */
function* touchSide(side: SideTouch): ProcedurePart<Touch> {
  const { approach, towards, along, alongSideMm, outsideMm, depthMm, facts, home } = side
  const { seekFeedMmPerMin } = approach
  const out = -towards.sign * outsideMm
  const beside = along * alongSideMm
  const aside = towards.axis === 'x' ? { xMm: out, yMm: beside } : { xMm: beside, yMm: out }
  yield* jogBy(aside, facts.travelFeedMmPerMin.xy, 'Moving beside the stock')
  yield* guardedMove({ zMm: -depthMm }, seekFeedMmPerMin, 'Going down beside the stock')
  const reach = reachOf(side, facts, outsideMm * 2)
  const touch = yield* touchTwice(towards, approach, reach, 'the side')
  yield* jogToMachine({ zMm: home.zMm }, facts.travelFeedMmPerMin.z, 'Going up again')
  const { xMm, yMm } = home
  yield* jogToMachine({ xMm, yMm }, facts.travelFeedMmPerMin.xy, 'Going back to the start')
  return touch
}

/** A pair of touches on both sides of an axis. */
interface Pass {
  readonly middleMm: number
  readonly measuredMm: number
  readonly repeatabilityMm: number
}

function* boreSide(
  input: Input<'boreCentre'>,
  towards: TouchDirection,
  facts: ProbeFacts,
): ProcedurePart<Touch> {
  const { approach, expectedDiameterMm } = input
  const reach = reachOf(input, facts, expectedDiameterMm)
  const from = yield* standstill('Waiting for the machine to stand')
  const touch = yield* touchTwice(towards, approach, reach, 'the wall')
  const back = towards.axis === 'x' ? { xMm: from.xMm } : { yMm: from.yMm }
  yield* jogToMachine(back, facts.travelFeedMmPerMin.xy, 'Going back')
  return touch
}

/** A size so far from the expected one belongs to something else. */
const SIZE_TOLERANCE = 0.2

function* mustFit(pass: Pass, expectedMm: number, what: string): ProcedurePart<void> {
  const limitMm = Math.max(2, expectedMm * SIZE_TOLERANCE)
  if (Math.abs(pass.measuredMm - expectedMm) <= limitMm) return
  yield* fail(
    `${what} measures ${lengthText(pass.measuredMm)} mm across, but ${lengthText(expectedMm)} mm was expected; ${lengthText(limitMm)} mm is the limit.`,
    'Check the expected size and the tip diameter, then try again.',
  )
}

function* bossSide(
  input: Input<'bossCentre'>,
  towards: TouchDirection,
  facts: ProbeFacts,
): ProcedurePart<Touch> {
  const { approach, expectedDiameterMm, tipDiameterMm, outsideMm, depthMm } = input
  const home = yield* standstill('Waiting for the machine to stand')
  const outMm = -towards.sign * (expectedDiameterMm / 2 + tipDiameterMm / 2 + outsideMm)
  const out = towards.axis === 'x' ? { xMm: outMm } : { yMm: outMm }
  yield* jogBy(out, facts.travelFeedMmPerMin.xy, 'Moving beside the boss')
  yield* guardedMove({ zMm: -depthMm }, approach.seekFeedMmPerMin, 'Going down beside the boss')
  const reach = reachOf(input, facts, outsideMm * 2)
  const touch = yield* touchTwice(towards, approach, reach, 'the boss')
  yield* jogToMachine({ zMm: home.zMm }, facts.travelFeedMmPerMin.z, 'Going up again')
  const back = towards.axis === 'x' ? { xMm: home.xMm } : { yMm: home.yMm }
  yield* jogToMachine(back, facts.travelFeedMmPerMin.xy, 'Going back')
  return touch
}

/** What is round or square and has a centre: touched from inside, or from outside. */
interface Found {
  /** Its name in a sentence. */
  readonly name: 'hole' | 'boss'
  readonly input: Input<'boreCentre'> | Input<'bossCentre'>
  readonly side: (towards: TouchDirection) => ProcedurePart<Touch>
  /** The tip's centre stands a tip's radius inside a wall and outside a boss, on either side. */
  readonly tipSign: 1 | -1
}

/** Both sides of an axis, then to the middle between them. */
function* across(
  { input, side, tipSign }: Found,
  axis: 'x' | 'y',
  facts: ProbeFacts,
): ProcedurePart<Pass> {
  const first = yield* side({ axis, sign: 1 })
  const second = yield* side({ axis, sign: -1 })
  const middleMm = (first.atMm + second.atMm) / 2
  const to = axis === 'x' ? { xMm: middleMm } : { yMm: middleMm }
  yield* jogToMachine(to, facts.travelFeedMmPerMin.xy, 'Going to the middle')
  return {
    middleMm,
    measuredMm: Math.abs(first.atMm - second.atMm) + tipSign * input.tipDiameterMm,
    repeatabilityMm: Math.max(first.repeatabilityMm, second.repeatabilityMm),
  }
}

/**
 * A centre: across in X, then across in Y through that middle, then across in X once more through the
 * true middle, since the first pass ran along a chord.
 */
function* centreOf(found: Found, facts: ProbeFacts): ProcedurePart<ProcedureEnd> {
  const { name, input } = found
  const { expectedDiameterMm } = input
  const start = yield* beginProbing(facts)
  yield* across(found, 'x', facts)
  const y = yield* across(found, 'y', facts)
  yield* mustFit(y, expectedDiameterMm, `The ${name}`)
  const x = yield* across(found, 'x', facts)
  yield* mustFit(x, expectedDiameterMm, `The ${name}`)
  const readings = {
    x: { machineMm: x.middleMm, readsMm: 0 },
    y: { machineMm: y.middleMm, readsMm: 0 },
  }
  yield* setZero(start, readings)
  yield* endProbing(start.modal)
  const measuredMm = { xMm: x.measuredMm, yMm: y.measuredMm }
  const repeatabilityMm = Math.max(x.repeatabilityMm, y.repeatabilityMm)
  const sentence = `X and Y zero of ${start.modal.system} are in the centre of the ${name}, ${lengthText(x.measuredMm)} by ${lengthText(y.measuredMm)} mm.`
  return { sentence, finding: foundAt(input.kind, readings, repeatabilityMm, measuredMm) }
}

/** The centre of a hole, touched from inside: the tip starts in it. */
export function boreCentre(
  input: Input<'boreCentre'>,
  facts: ProbeFacts,
): ProcedurePart<ProcedureEnd> {
  const side = (towards: TouchDirection) => boreSide(input, towards, facts)
  return centreOf({ name: 'hole', input, side, tipSign: 1 }, facts)
}

/** The centre of a boss: the tip starts above its middle, clear of its top. */
export function bossCentre(
  input: Input<'bossCentre'>,
  facts: ProbeFacts,
): ProcedurePart<ProcedureEnd> {
  const side = (towards: TouchDirection) => bossSide(input, towards, facts)
  return centreOf({ name: 'boss', input, side, tipSign: -1 }, facts)
}
