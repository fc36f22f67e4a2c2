import { arcAbout } from '../arc-geometry.ts'
import { type BlockIntent, hasAxisWords, targetOf } from '../block-intent.ts'
import { arcCentreOf } from '../block-motion.ts'
import { cycleStateOf } from '../drilling-cycle.ts'
import { centreLetter, planeAxes } from '../modal-state.ts'
import type { ReadBlock } from './dialect.ts'
import { isArc } from './word-rules.ts'

function refuseFeed({ state, intent }: ReadBlock): string | null {
  const feeding = !['rapid', 'none'].includes(intent.motion) && intent.axisUse === 'motion'
  if (!feeding || (intent.values['F'] ?? state.feed) > 0) return null
  return 'a feed motion before any feed has been set'
}

function mm(valueMm: number): string {
  return valueMm.toFixed(4)
}

/** The two radii of the arc, held against what the controller is trusted to take. */
function refuseRadii({ state, intent }: ReadBlock, limitMm: number): string | null {
  const centre = arcCentreOf(state, intent)
  if (centre === 'impossible') return 'the arc has no circle'
  if (centre === 'unknown') return 'the arc starts where the program has not said'
  const [first, second] = planeAxes(intent.plane)
  const target = targetOf(state, intent)
  const { [first]: x0, [second]: y0 } = state.position
  const { [first]: x1, [second]: y1 } = target
  if (x0 === null || y0 === null || x1 === null || y1 === null) return null
  const ends = { from: { first: x0, second: y0 }, to: { first: x1, second: y1 } }
  const { startRadiusMm, endRadiusMm } = arcAbout(centre, ends, intent.motion === 'clockwise')
  if (Math.abs(startRadiusMm - endRadiusMm) <= limitMm) return null
  return `the arc has radius ${mm(startRadiusMm)} mm at its start and ${mm(endRadiusMm)} mm at its end, the limit is ${mm(limitMm)} mm`
}

function refuseArc(read: ReadBlock, limitMm: number): string | null {
  const { intent } = read
  if (!isArc(intent)) return null
  const [first, second, third] = planeAxes(intent.plane)
  const { values, plane } = intent
  if (values[first] === undefined && values[second] === undefined) {
    return `an arc without ${first} or ${second} in the ${plane} plane`
  }
  const across = centreLetter(third)
  if (values[across] !== undefined) return `${across} in an arc of the ${plane} plane`
  if (values['R'] !== undefined) return 'an arc by R, whose centre rounding decides; give I, J, K'
  return refuseRadii(read, limitMm)
}

function refusePecks(intent: BlockIntent, peckMm: number | null): string | null {
  const pecking = intent.cycle === 'peck' || intent.cycle === 'chip-break'
  if (!pecking || (peckMm ?? 0) > 0) return null
  return 'a pecking cycle without Q'
}

function refuseCycle({ state, intent }: ReadBlock): string | null {
  if (intent.motion !== 'cycle') return null
  if (intent.plane !== 'XY') return `a drilling cycle in the ${intent.plane} plane`
  if (intent.distance !== 'absolute') return 'a drilling cycle with relative distances'
  const { bottomZMm, clearZMm, peckMm } = cycleStateOf(state, intent)
  if (bottomZMm === null || clearZMm === null) return 'a drilling cycle without Z or R'
  if (clearZMm < bottomZMm) return 'a drilling cycle whose R lies below its Z'
  return refusePecks(intent, peckMm)
}

function refuseStray({ intent }: ReadBlock): string | null {
  if (intent.motion !== 'none' || intent.axisUse !== 'motion' || intent.oneShot !== 'none') {
    return null
  }
  return hasAxisWords(intent.values) ? 'axis words while G80 has cancelled all motion' : null
}

/** The first thing a block's motion would be refused for. */
export function refuseByMotion(read: ReadBlock, radiusMismatchMm: number): string | null {
  return (
    refuseFeed(read) ?? refuseArc(read, radiusMismatchMm) ?? refuseCycle(read) ?? refuseStray(read)
  )
}
