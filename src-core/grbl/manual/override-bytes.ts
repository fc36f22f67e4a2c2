import { REALTIME, type RealtimeByte } from '../realtime-commands.ts'

/** Overrides in percent. */
export interface OverridePercents {
  readonly feed: number
  readonly rapid: number
  readonly spindle: number
}

/** As after a reset. */
export const OVERRIDES_DEFAULT: OverridePercents = { feed: 100, rapid: 100, spindle: 100 }

const LOWEST_PERCENT = 10
const HIGHEST_PERCENT = 200

/** The bytes of one override that goes in tens and ones. */
interface StepBytes {
  readonly reset: RealtimeByte
  readonly up10: RealtimeByte
  readonly down10: RealtimeByte
  readonly up1: RealtimeByte
  readonly down1: RealtimeByte
}

const FEED: StepBytes = {
  reset: REALTIME.feedOverrideReset,
  up10: REALTIME.feedOverridePlus10,
  down10: REALTIME.feedOverrideMinus10,
  up1: REALTIME.feedOverridePlus1,
  down1: REALTIME.feedOverrideMinus1,
}
const SPINDLE: StepBytes = {
  reset: REALTIME.spindleOverrideReset,
  up10: REALTIME.spindleOverridePlus10,
  down10: REALTIME.spindleOverrideMinus10,
  up1: REALTIME.spindleOverridePlus1,
  down1: REALTIME.spindleOverrideMinus1,
}

/** Tens to go first and ones after them, by the fewest bytes: 9 up is one ten up and one down. */
function tensAndOnes(distance: number): { readonly tens: number; readonly ones: number } {
  const tens = Math.round(distance / 10)
  return { tens, ones: distance - 10 * tens }
}

function byteCount(distance: number): number {
  const { tens, ones } = tensAndOnes(distance)
  return Math.abs(tens) + Math.abs(ones)
}

interface NextStep {
  readonly byte: RealtimeByte
  readonly percent: number
}

function nextStep(from: number, to: number, bytes: StepBytes): NextStep | null {
  if (from === to) return null
  if (1 + byteCount(to - 100) < byteCount(to - from)) return { byte: bytes.reset, percent: 100 }
  const { tens } = tensAndOnes(to - from)
  const byTen = from + 10 * Math.sign(tens)
  // beyond its ends the controller stops at them, which would upset the count
  if (tens !== 0 && byTen >= LOWEST_PERCENT && byTen <= HIGHEST_PERCENT) {
    return { byte: tens > 0 ? bytes.up10 : bytes.down10, percent: byTen }
  }
  const up = to > from
  return { byte: up ? bytes.up1 : bytes.down1, percent: from + (up ? 1 : -1) }
}

const RAPID_BYTES: ReadonlyMap<number, RealtimeByte> = new Map([
  [100, REALTIME.rapidOverride100],
  [50, REALTIME.rapidOverride50],
  [25, REALTIME.rapidOverride25],
])

/**
 * The next byte on the way from where the overrides are to where they are wanted, and where they
 * are after it; null when they are there. One byte at a time: equal ones that come together count as one.
 */
export function nextOverrideByte(
  from: OverridePercents,
  to: OverridePercents,
): { readonly byte: RealtimeByte; readonly then: OverridePercents } | null {
  const feed = nextStep(from.feed, to.feed, FEED)
  if (feed !== null) return { byte: feed.byte, then: { ...from, feed: feed.percent } }
  const rapid = from.rapid === to.rapid ? undefined : RAPID_BYTES.get(to.rapid)
  if (rapid !== undefined) return { byte: rapid, then: { ...from, rapid: to.rapid } }
  const spindle = nextStep(from.spindle, to.spindle, SPINDLE)
  if (spindle === null) return null
  return { byte: spindle.byte, then: { ...from, spindle: spindle.percent } }
}
