import { AXIS_INDEXES, eachAxis, type Triple } from './axes.ts'

const MOST_STEPS = 2 ** 31 - 1

/** Nearest whole steps of a position in mm. */
export function stepsOf(positionMm: Triple, stepsPerMm: Triple): Triple {
  return eachAxis((axis) => {
    const steps = Math.fround(positionMm[axis] * Math.fround(stepsPerMm[axis]))
    if (Number.isNaN(steps)) return 0
    // Halves go away from zero, on both sides of it; the counter has 32 bits.
    const whole = steps < 0 ? -Math.round(-steps) : Math.round(steps)
    return Math.min(MOST_STEPS, Math.max(-MOST_STEPS, whole))
  })
}

/** Steps of the axis that takes most of them, for a millimetre along a direction. */
export function busiestStepsPerMm(unit: Triple, stepsPerMm: Triple): number {
  return Math.max(...AXIS_INDEXES.map((axis) => Math.abs(unit[axis] * stepsPerMm[axis])))
}

/** The most that a limit per axis allows along a direction. */
export function limitAlong(unit: Triple, limits: Triple): number {
  let limit = Number.POSITIVE_INFINITY
  for (const axis of AXIS_INDEXES) {
    if (unit[axis] !== 0) limit = Math.min(limit, Math.abs(limits[axis] / unit[axis]))
  }
  return limit
}
