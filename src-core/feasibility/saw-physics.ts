import type { Blade } from '../library/blade.schema.ts'
import type { Material } from '../library/material.schema.ts'
import type { GradeWindow } from './grading.ts'

/** Speed of the teeth, m/s: v = π·D·n / 60000, D in mm and n in rpm. */
export function rimSpeedMPerS(diameterMm: number, spindleRpm: number): number {
  return (Math.PI * diameterMm * spindleRpm) / 60_000
}

/** Wood each tooth takes, mm: fz = F / (n·z). */
export function biteMm(feedMmPerMin: number, spindleRpm: number, teeth: number): number {
  return feedMmPerMin / (spindleRpm * teeth)
}

/**
 * Bites that cut cleanly, mm per tooth. `fine`: estimated for slitting blades of about 0.5 mm in pieces
 * built of cells of 0.6 mm or less, where rubbing burns and a thick chip tears. `carbide`: the older
 * system's table for soft and hard wood (0.03 to 0.15 mm), widened by its own factors of 0.5 and 1.5.
 */
export const BITE_WINDOWS: Readonly<Record<Blade['kind'], GradeWindow>> = {
  fine: { redBelow: 0.002, greenFrom: 0.005, greenTo: 0.03, redAbove: 0.1 },
  carbide: { redBelow: 0.002, greenFrom: 0.004, greenTo: 0.15, redAbove: 0.25 },
}

/** Heat of a cut through glue lines, against one without. */
const GLUE_LINE_FACTOR = 1.1
/** Rim speed the heat index is counted from, m/s: small table saws run at it. */
const COOL_RIM_M_PER_S = 30

/**
 * Heat index, a heuristic without a unit: how far the bite lies below its window (0 to 1), times v/30,
 * times how readily the wood burns (maple 1), times 1.1 for glue lines. 0 where every tooth bites.
 */
export function heatIndex(cut: {
  readonly biteMm: number
  readonly window: GradeWindow
  readonly rimSpeedMPerS: number
  readonly burnFactor: number
}): number {
  const rub = Math.max(0, 1 - cut.biteMm / cut.window.greenFrom)
  return rub * (cut.rimSpeedMPerS / COOL_RIM_M_PER_S) * cut.burnFactor * GLUE_LINE_FACTOR
}

/** Rim speeds, m/s: 100 is the most any vendor allows; exotic hardwood burns from 65, other wood from 80. */
export const GREATEST_RIM_M_PER_S = 100
/** From here on the rim speed wants a second look, m/s. */
export function cautiousRimMPerS(cuttingClass: Material['cuttingClass']): number {
  return cuttingClass === 'exotic' ? 65 : 80
}
