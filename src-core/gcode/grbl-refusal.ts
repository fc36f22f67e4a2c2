import { arcAbout, radiiDisagree, type PlanePoint } from './arc-geometry.ts'
import { blockIntent, type BlockIntent, hasAxisWords, targetOf } from './block-intent.ts'
import { refuseWords, type Refusal } from './grbl-words.ts'
import { arcCentreOf } from './block-motion.ts'
import { AXES, centreLetter, type ModalState, planeAxes } from './modal-state.ts'
import type { Block } from './words.ts'

const refusal = (grblErrorCode: number, sentence: string): Refusal => ({ grblErrorCode, sentence })
const LAST_COORDINATE_SYSTEM = 6

/** Values a block still has to use; what is left at the end is error 36. */
type Unused = Set<string>

/** Feed in force for this block: G93 forgets it after every block, a change back to G94 too. */
function feedInForce(state: ModalState, intent: BlockIntent): number {
  const given = intent.values['F']
  if (given !== undefined) return given
  const keeps = intent.feedMode === 'per-minute' && state.feedMode === 'per-minute'
  return keeps ? state.feed : 0
}

function needsFeed(intent: BlockIntent): boolean {
  return intent.axisUse === 'motion' && intent.motion !== 'rapid' && intent.motion !== 'none'
}

function refuseInverseTime(intent: BlockIntent): Refusal | null {
  if (intent.feedMode !== 'inverse-time' || !needsFeed(intent)) return null
  return intent.values['F'] === undefined
    ? refusal(22, 'G93 wants an F word with every motion')
    : null
}

function refuseToolLength(intent: BlockIntent): Refusal | null {
  if (intent.axisUse !== 'tool-length' || intent.toolLength !== 'set') return null
  const { X: x, Y: y, Z: z } = intent.values
  return z !== undefined && x === undefined && y === undefined
    ? null
    : refusal(37, 'G43.1 wants a Z word and no other axis')
}

function refuseG10Target(list: number, system: number): Refusal | null {
  if (Math.trunc(system) > LAST_COORDINATE_SYSTEM) {
    return refusal(29, `G10 P${String(system)}: coordinate systems are P1 to P6`)
  }
  const kind = Math.trunc(list)
  return kind === 2 || kind === 20 ? null : refusal(20, 'G10 is only taken as L2 or L20')
}

function refuseG10(intent: BlockIntent, unused: Unused): Refusal | null {
  const { L: list, P: system, R: rotation } = intent.values
  if (!hasAxisWords(intent.values)) return refusal(26, 'G10 without axis words')
  if (list === undefined && system === undefined) return refusal(28, 'G10 without L and P words')
  const target = refuseG10Target(list ?? 0, system ?? 0)
  if (target !== null) return target
  if (list === 2 && rotation !== undefined) return refusal(20, 'G10 L2 takes no rotation R')
  unused.delete('L')
  unused.delete('P')
  return null
}

function refuseG53(intent: BlockIntent): Refusal | null {
  const straight = intent.motion === 'rapid' || intent.motion === 'line'
  return straight ? null : refusal(30, 'G53 works only with G0 or G1')
}

function refuseG92(intent: BlockIntent): Refusal | null {
  return hasAxisWords(intent.values) ? null : refusal(26, 'G92 without axis words')
}

function refuseDwell(intent: BlockIntent, unused: Unused): Refusal | null {
  if (intent.oneShot !== 'dwell') return null
  return unused.delete('P') ? null : refusal(28, 'G4 without a P word (seconds)')
}

function refuseOneShot(intent: BlockIntent, unused: Unused): Refusal | null {
  switch (intent.oneShot) {
    case 'set-coordinates':
      return refuseG10(intent, unused)
    case 'set-offset':
      return refuseG92(intent)
    case 'machine-coordinates':
      return refuseG53(intent)
    case 'none':
    case 'dwell':
    case 'go-stored':
    case 'store-position':
    case 'clear-offset':
      return null
  }
}

/** Three decimals, for sentences. */
function mm(valueMm: number): string {
  return valueMm.toFixed(3)
}

function refuseCentreArc(
  state: ModalState,
  intent: BlockIntent,
  centre: PlanePoint,
): Refusal | null {
  const [first, second] = planeAxes(intent.plane)
  const target = targetOf(state, intent)
  const { [first]: x0, [second]: y0 } = state.position
  const { [first]: x1, [second]: y1 } = target
  if (x0 === null || y0 === null || x1 === null || y1 === null) return null
  const ends = { from: { first: x0, second: y0 }, to: { first: x1, second: y1 } }
  const { startRadiusMm, endRadiusMm } = arcAbout(centre, ends, intent.motion === 'clockwise')
  if (!radiiDisagree(startRadiusMm, endRadiusMm)) return null
  const radii = `${mm(startRadiusMm)} mm at its start and ${mm(endRadiusMm)} mm at its end`
  return refusal(33, `the arc has radius ${radii}`)
}

/** Closer than this two coordinates are one number to a GRBL controller's 32-bit floats, mm. */
const FLOAT_STEP_MM = 1e-5

function sameCoordinate(a: number | null, b: number | null): boolean {
  return a !== null && b !== null && Math.abs(a - b) < FLOAT_STEP_MM
}

function standsStill(state: ModalState, intent: BlockIntent): boolean {
  const target = targetOf(state, intent)
  return AXES.every((axis) => sameCoordinate(target[axis], state.position[axis]))
}

function refuseRadiusArc(state: ModalState, intent: BlockIntent): Refusal | null {
  if (standsStill(state, intent)) return refusal(33, 'an R arc that ends where it starts')
  const [first, second] = planeAxes(intent.plane)
  const target = targetOf(state, intent)
  const sameInPlane =
    target[first] === state.position[first] && target[second] === state.position[second]
  if (sameInPlane || arcCentreOf(state, intent) !== 'impossible') return null
  const radius = String(Math.abs(intent.values['R'] ?? 0))
  return refusal(34, `R${radius} is less than half the distance between the arc's ends`)
}

function refuseArc(state: ModalState, intent: BlockIntent, unused: Unused): Refusal | null {
  const { values, plane } = intent
  const [first, second] = planeAxes(plane)
  if (!hasAxisWords(values)) return refusal(26, 'an arc without axis words')
  if (values[first] === undefined && values[second] === undefined) {
    return refusal(32, `an arc without ${first} or ${second} in the ${plane} plane`)
  }
  if (unused.delete('R')) return refuseRadiusArc(state, intent)
  const letters = [centreLetter(first), centreLetter(second)] as const
  if (letters.every((letter) => values[letter] === undefined)) {
    return refusal(35, `an arc with neither R nor ${letters[0]} nor ${letters[1]}`)
  }
  for (const letter of ['I', 'J', 'K']) unused.delete(letter)
  const centre = arcCentreOf(state, intent)
  return typeof centre === 'string' ? null : refuseCentreArc(state, intent, centre)
}

function refuseMotion(state: ModalState, intent: BlockIntent, unused: Unused): Refusal | null {
  if (intent.motion === 'none') {
    const stray = hasAxisWords(intent.values)
    return stray ? refusal(31, 'axis words while G80 has cancelled all motion') : null
  }
  if (!needsFeed(intent)) return null
  if (feedInForce(state, intent) === 0) return refusal(22, 'no feed rate has been set')
  if (intent.motion === 'clockwise' || intent.motion === 'counterclockwise') {
    return refuseArc(state, intent, unused)
  }
  if (intent.motion !== 'probe') return null
  if (!hasAxisWords(intent.values)) return refusal(26, 'G38 without axis words')
  return standsStill(state, intent) ? refusal(33, 'G38 to where the axes already stand') : null
}

function refuseUnused(intent: BlockIntent, unused: Unused): Refusal | null {
  for (const letter of ['N', 'F', 'S', 'T']) unused.delete(letter)
  if (intent.axisUse !== 'none') for (const axis of AXES) unused.delete(axis)
  if (unused.size === 0) return null
  return refusal(36, `nothing in the block uses ${[...unused].join(' and ')}`)
}

/**
 * The reason a GRBL 1.1 controller refuses a block that meets these modes, in the order it checks:
 * words, feed, dwell, tool length, one-shot commands, motion, unused words. Null when it takes the
 * block. Where positions are unknown the arc's radii are not judged here.
 */
export function refuseBlock(
  state: ModalState,
  block: Block,
  intent: BlockIntent = blockIntent(state, block),
  lineChars?: number,
): Refusal | null {
  if (block.system !== null) return null
  const words = refuseWords(block, lineChars)
  if (words !== null) return words
  const unused: Unused = new Set(Object.keys(intent.values))
  return (
    refuseInverseTime(intent) ??
    refuseDwell(intent, unused) ??
    refuseToolLength(intent) ??
    refuseOneShot(intent, unused) ??
    refuseMotion(state, intent, unused) ??
    refuseUnused(intent, unused)
  )
}
