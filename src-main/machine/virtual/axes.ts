/** One number for each of X, Y and Z. */
export type Triple = readonly [number, number, number]

/** The axes by their place in a `Triple`. */
export const AXIS_LETTERS = ['X', 'Y', 'Z'] as const
/** Place of an axis in a `Triple`. */
export type AxisIndex = 0 | 1 | 2
/** All places, for loops. */
export const AXIS_INDEXES: readonly AxisIndex[] = [0, 1, 2]

/** No length at all. */
export const ZERO: Triple = [0, 0, 0]

/** Makes a triple axis by axis. */
export function eachAxis(value: (axis: AxisIndex) => number): Triple {
  return [value(0), value(1), value(2)]
}

/** Euclidean length. */
export function lengthOf(triple: Triple): number {
  return Math.hypot(...triple)
}
