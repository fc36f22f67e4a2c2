import type { Point3 } from '../../geometry/point.ts'
import { AXIS_NAMES, axisField, type AxisName } from './axes.ts'

/** The room of the machine in machine coordinates. */
export interface Travel {
  readonly min: Point3
  readonly max: Point3
}

/** Kept free at the ends: reports are rounded to a thousandth of a mm or a ten-thousandth of an inch. */
const MARGIN_MM = 0.01

/**
 * The room GRBL holds its soft limits to: from `-$130` to 0, since machine zero lies at the far end of
 * every axis; built with HOMING_FORCE_SET_ORIGIN (`Z` in `[OPT:]`), an axis that homes to its
 * negative end (`$23`) goes from 0 to `$130`. Null unless all three travels are known.
 */
export function travelOf(
  settings: ReadonlyMap<number, string>,
  optionLetters: string,
): Travel | null {
  const homesToMin = Number(settings.get(23) ?? '0')
  const forced = optionLetters.includes('Z')
  const ranges = AXIS_NAMES.map((_, index) => {
    const lengthMm = Number(settings.get(130 + index) ?? 'none')
    if (!(lengthMm > 0)) return null
    const positive = forced && (homesToMin & (1 << index)) !== 0
    return positive ? { min: 0, max: lengthMm } : { min: -lengthMm, max: 0 }
  })
  const [x, y, z] = ranges
  if (!x || !y || !z) return null
  return {
    min: { xMm: x.min, yMm: y.min, zMm: z.min },
    max: { xMm: x.max, yMm: y.max, zMm: z.max },
  }
}

/** A relative move, shortened to stay inside the travel. */
export interface ClippedMove {
  readonly by: Point3
  /** The axis whose end shortened the move; null when none did. */
  readonly clippedAxis: AxisName | null
}

/**
 * Shortens a move so that it ends inside the travel, keeping its direction: every axis is scaled by
 * the smallest share any of them can still go. A machine outside of its travel may move back in.
 */
export function clipMove(from: Point3, by: Point3, travel: Travel): ClippedMove {
  let share = 1
  let clippedAxis: AxisName | null = null
  for (const axis of AXIS_NAMES) {
    const field = axisField(axis)
    const wanted = by[field]
    if (wanted === 0) continue
    const end = wanted > 0 ? travel.max[field] - MARGIN_MM : travel.min[field] + MARGIN_MM
    const possible = Math.max(0, (end - from[field]) / wanted)
    if (possible < share) {
      share = possible
      clippedAxis = axis
    }
  }
  const scaled = { xMm: by.xMm * share, yMm: by.yMm * share, zMm: by.zMm * share }
  return { by: scaled, clippedAxis }
}

/** How far a move in a direction (unit vector) can go inside the travel, mm. */
export function roomAlong(from: Point3, direction: Point3, travel: Travel): number {
  let roomMm = Number.POSITIVE_INFINITY
  for (const axis of AXIS_NAMES) {
    const field = axisField(axis)
    const part = direction[field]
    if (part === 0) continue
    const end = part > 0 ? travel.max[field] - MARGIN_MM : travel.min[field] + MARGIN_MM
    roomMm = Math.min(roomMm, Math.max(0, (end - from[field]) / part))
  }
  return roomMm
}
