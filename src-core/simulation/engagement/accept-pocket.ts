import type { EntryVerdict } from './entries.ts'
import type { PocketVerdict } from './judge-pocket.ts'

/** What a posted pocket must keep. */
export interface PocketPromise {
  readonly setAngleRad: number
  readonly direction: 'climb' | 'conventional'
}

/** Limits of acceptance: what the judges' own grids and rounding may add to the set angle, and the rest. */
export const POCKET_LIMITS = {
  exactOverDeg: 0.5,
  pixelOverDeg: 2,
  gougeMm: 0.005,
  clearedShare: 0.999,
  /** Steepest helix or ramp through wood: 5° and what rounding adds. */
  steepestDeg: 5.1,
  /** Of the cutting way, on the wrong side: crescents of entries and corners. */
  wrongSideShare: 0.1,
  /** Of the level feed, that must cut at all. */
  cuttingShare: 0.3,
} as const

const degrees = (rad: number) => (rad * 180) / Math.PI

/** What is wrong with the ways down. */
function entryFailures({ plungeLines, rapidLines, steepestRad }: EntryVerdict): readonly string[] {
  const [plunge] = plungeLines
  const [rapid] = rapidLines
  const failures: string[] = []
  if (plunge !== undefined) failures.push(`line ${String(plunge)} goes straight down into wood`)
  if (rapid !== undefined) failures.push(`line ${String(rapid)} is a rapid below the top`)
  if (degrees(steepestRad) > POCKET_LIMITS.steepestDeg) {
    failures.push(
      `an entry goes down at ${degrees(steepestRad).toFixed(1)}°, the limit is ${String(POCKET_LIMITS.steepestDeg)}°`,
    )
  }
  return failures
}

/** What a posted pocket breaks of its promise, as sentences with figures; empty when it keeps it. */
export function pocketFailures(
  { exact, pixel, gougeMm, clearedShare, entries }: PocketVerdict,
  { setAngleRad, direction }: PocketPromise,
): readonly string[] {
  const set = degrees(setAngleRad)
  const failures: string[] = []
  const angle = (judge: string, rad: number, overDeg: number) => {
    if (degrees(rad) <= set + overDeg) return
    const found = degrees(rad).toFixed(1)
    failures.push(
      `the ${judge} judge finds ${found}° of engagement, set are ${set.toFixed(1)}° and ${String(overDeg)}°`,
    )
  }
  angle('exact', exact.maxRad, POCKET_LIMITS.exactOverDeg)
  angle('pixel', pixel.maxRad, POCKET_LIMITS.pixelOverDeg)
  if (gougeMm > POCKET_LIMITS.gougeMm) {
    failures.push(
      `a wall is cut into by ${gougeMm.toFixed(4)} mm, the limit is ${String(POCKET_LIMITS.gougeMm)} mm`,
    )
  }
  if (clearedShare < POCKET_LIMITS.clearedShare) {
    failures.push(
      `${(100 * clearedShare).toFixed(2)} % of what the tool reaches is cleared, the limit is 99.9 %`,
    )
  }
  failures.push(...entryFailures(entries))
  const wrongMm =
    direction === 'climb'
      ? exact.conventionalLengthMm
      : exact.cuttingLengthMm - exact.conventionalLengthMm
  if (wrongMm > POCKET_LIMITS.wrongSideShare * exact.cuttingLengthMm) {
    failures.push(`${wrongMm.toFixed(0)} mm are not cut in ${direction} direction`)
  }
  if (exact.cuttingLengthMm < POCKET_LIMITS.cuttingShare * exact.feedLengthMm) {
    failures.push(`only ${exact.cuttingLengthMm.toFixed(0)} mm of the level feed cut anything`)
  }
  return failures
}
