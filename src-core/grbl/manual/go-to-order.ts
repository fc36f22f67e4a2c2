import type { Point3 } from '../../geometry/point.ts'
import { fail, jogToMachine, readOffsets, standstill } from '../procedure/parts.ts'
import type { ProcedureEnd, ProcedureOrder, ProcedurePart } from '../procedure/procedure.ts'
import type { AxisValuesMm } from './axes.ts'
import type { ManualRequest } from './manual-request.ts'
import type { ControllerView } from '../session/session-types.ts'
import type { Travel } from './travel.ts'

/** What must be known of the machine to go somewhere. */
export interface GoToFacts {
  readonly homed: boolean
  readonly travel: Travel | null
  /** `$27`: how far below its switch Z stands after homing. */
  readonly pullOffMm: number
  readonly rapidMmPerMin: { readonly xy: number; readonly z: number }
  readonly workOffset: ControllerView['workOffset']
}

type GoTo = Extract<ManualRequest, { readonly kind: 'goTo' }>

/** A move this short is no move. */
const NOWHERE_MM = 0.01

/** Machine Z that is clear of everything: the top of the travel, where homing left it. */
function topOf({ homed, travel, pullOffMm }: GoToFacts): number | null {
  return homed && travel !== null ? travel.max.zMm - pullOffMm : null
}

function* raise(
  stands: Point3,
  safeMachineZMm: number,
  feedMmPerMin: number,
): ProcedurePart<Point3> {
  // never down to the safe height
  if (stands.zMm >= safeMachineZMm - NOWHERE_MM) return stands
  return yield* jogToMachine({ zMm: safeMachineZMm }, feedMmPerMin, 'Raising Z')
}

/** Where to go, in machine coordinates. */
interface Journey {
  readonly target: AxisValuesMm
  readonly safeMachineZMm: number | null
  readonly feedMmPerMin: { readonly xy: number; readonly z: number }
}

/** Z up first, then X and Y, then Z down. */
function* travelTo({ target, safeMachineZMm, feedMmPerMin }: Journey): ProcedurePart<void> {
  const { xMm, yMm, zMm } = target
  let stands = yield* standstill('Waiting for the machine to stand')
  const aside = differs(stands.xMm, xMm) || differs(stands.yMm, yMm)
  if (aside) {
    if (safeMachineZMm === null) {
      yield* fail(
        'The height that is clear of clamps and work is not known: the machine is not homed and no safe height was given.',
        'Home the machine, or give a safe height.',
      )
      return
    }
    stands = yield* raise(stands, safeMachineZMm, feedMmPerMin.z)
    yield* jogToMachine({ xMm, yMm }, feedMmPerMin.xy, 'Moving in X and Y')
  }
  if (differs(stands.zMm, zMm)) {
    yield* jogToMachine(
      { zMm },
      feedMmPerMin.z,
      zMm !== undefined && zMm < stands.zMm ? 'Lowering Z' : 'Raising Z',
    )
  }
}

function differs(stands: number, wanted: number | undefined): boolean {
  return wanted !== undefined && Math.abs(stands - wanted) > NOWHERE_MM
}

function goToOrder(title: string, journey: () => ProcedurePart<Journey>): ProcedureOrder {
  const program = function* (): ProcedurePart<ProcedureEnd> {
    yield* travelTo(yield* journey())
    return { sentence: 'The machine is there.', finding: null }
  }
  return { kind: 'goTo', title, stepCount: null, background: false, program, keeps: '' }
}

function shifted(values: AxisValuesMm, by: Point3): AxisValuesMm {
  const plus = (value: number | undefined, offset: number) =>
    value === undefined ? undefined : value + offset
  return {
    xMm: plus(values.xMm, by.xMm),
    yMm: plus(values.yMm, by.yMm),
    zMm: plus(values.zMm, by.zMm),
  }
}

/** Goes to a place in work or machine coordinates, as jogs: no mode changes, no soft limit alarm. */
export function goToPlaceOrder(request: GoTo, facts: GoToFacts): ProcedureOrder {
  const { coordinates, target, safeZMm, rate } = request
  const feedMmPerMin =
    rate === 'rapid' ? facts.rapidMmPerMin : { xy: rate.feedMmPerMin, z: rate.feedMmPerMin }
  const journey = function* (): ProcedurePart<Journey> {
    if (coordinates === 'machine') {
      return { target, safeMachineZMm: safeZMm ?? topOf(facts), feedMmPerMin }
    }
    const { workOffset } = facts
    if (workOffset === null) {
      return yield* fail(
        'The controller has not told the work offset yet.',
        'Try again in a few seconds.',
      )
    }
    const safeMachineZMm = safeZMm === null ? topOf(facts) : safeZMm + workOffset.zMm
    return { target: shifted(target, workOffset), safeMachineZMm, feedMmPerMin }
  }
  return goToOrder('Going there', journey)
}

/** Goes to G28 or G30 as they are stored now: Z up first, which the codes themselves do not do. */
export function goToStoredOrder(place: 'G28' | 'G30', facts: GoToFacts): ProcedureOrder {
  const journey = function* (): ProcedurePart<Journey> {
    const table = yield* readOffsets('Reading the stored position')
    const target = place === 'G28' ? table.g28 : table.g30
    return { target, safeMachineZMm: topOf(facts), feedMmPerMin: facts.rapidMmPerMin }
  }
  return goToOrder(`Going to ${place}`, journey)
}
