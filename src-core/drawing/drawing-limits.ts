/** What a drawing may cost before it is refused. */
export interface DrawingLimits {
  /** Size of the file, in megabytes of a million bytes. */
  readonly fileMb: number
  /** Lines and arcs. */
  readonly segments: number
  /** Furthest a coordinate may be from 0, either way. */
  readonly coordinateMm: number
  /** Blocks within blocks. */
  readonly nesting: number
  readonly seconds: number
}

/** One of the limits. */
export type DrawingLimit = keyof DrawingLimits

/** What a limit may be set to, and what it is for a file that is let in on purpose though it is large. */
export interface LimitRange {
  readonly least: number
  readonly usual: number
  readonly large: number
  readonly most: number
}

/** The limits, in the order they are shown. A file of more than 64 MB is never read: half a gigabyte holds no more. */
export const LIMIT_RANGES: Readonly<Record<DrawingLimit, LimitRange>> = {
  fileMb: { least: 1, usual: 10, large: 64, most: 64 },
  segments: { least: 1000, usual: 100_000, large: 1_000_000, most: 1_000_000 },
  coordinateMm: { least: 100, usual: 10_000, large: 10_000, most: 100_000 },
  nesting: { least: 1, usual: 32, large: 32, most: 64 },
  seconds: { least: 1, usual: 30, large: 300, most: 300 },
}

/** The limits unless somebody sets others. */
export const USUAL_LIMITS: DrawingLimits = {
  fileMb: LIMIT_RANGES.fileMb.usual,
  segments: LIMIT_RANGES.segments.usual,
  coordinateMm: LIMIT_RANGES.coordinateMm.usual,
  nesting: LIMIT_RANGES.nesting.usual,
  seconds: LIMIT_RANGES.seconds.usual,
}

/** The limits for a file that is let in though it is large: none is narrower than it was set. */
export function largeLimits(limits: DrawingLimits): DrawingLimits {
  const wider = (limit: DrawingLimit) => Math.max(limits[limit], LIMIT_RANGES[limit].large)
  return {
    fileMb: wider('fileMb'),
    segments: wider('segments'),
    coordinateMm: wider('coordinateMm'),
    nesting: wider('nesting'),
    seconds: wider('seconds'),
  }
}
