import type { Point2 } from '../../geometry/point.ts'

/**
 * How the tool comes to the start of a stroke: straight across ground that is clear at full depth, or
 * lifted to the safe height, or it is there already.
 */
export type Approach = 'link' | 'retract' | 'continue'

/** A helix down to the floor, with one level turn at the end; begins and ends at its +X side. */
export interface HelixStroke {
  readonly kind: 'helix'
  readonly approach: Approach
  readonly centre: Point2
  readonly radiusMm: number
}

/** Straight pieces at full depth: in the rough, once round a wall, or at the thin chips of a corner. */
export interface CutStroke {
  readonly kind: 'cut' | 'finish' | 'corner'
  readonly approach: Approach
  /** Arc fitting may spend no more than this on it, mm; unsaid for what its kind allows. */
  readonly fitMm?: number
  readonly points: readonly Point2[]
}

/**
 * A slot of the tool's full width, 180° of engagement: gone along down a ramp, back and forth, in shallow
 * passes of its own.
 */
export interface SlotStroke {
  readonly kind: 'slot'
  /** Places and the direction of the slot there. */
  readonly points: readonly (Point2 & { readonly headingRad: number })[]
}

/** What a planner in the plane hands over; every depth repeats it. */
export type Stroke = HelixStroke | CutStroke | SlotStroke

/** The first and last place of a stroke. */
export function strokeEnds(stroke: Stroke): { readonly from: Point2; readonly to: Point2 } {
  if (stroke.kind === 'helix') {
    const at = { xMm: stroke.centre.xMm + stroke.radiusMm, yMm: stroke.centre.yMm }
    return { from: at, to: at }
  }
  const [from] = stroke.points
  const to = stroke.points.at(-1)
  if (from === undefined || to === undefined) throw new Error('a stroke has points')
  return { from, to }
}
