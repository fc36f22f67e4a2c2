/** A linear axis of the router. */
export type AxisName = 'x' | 'y' | 'z'

/** The linear axes in the order the controller names them. */
export const AXIS_NAMES: readonly AxisName[] = ['x', 'y', 'z']

/** A number for some of the axes, in mm. */
export interface AxisValuesMm {
  readonly xMm?: number | undefined
  readonly yMm?: number | undefined
  readonly zMm?: number | undefined
}

/** A work coordinate system of GRBL. */
export type WorkSystem = 'G54' | 'G55' | 'G56' | 'G57' | 'G58' | 'G59'

/** The work coordinate systems in the controller's order: `P1` to `P6`. */
export const WORK_SYSTEMS: readonly WorkSystem[] = ['G54', 'G55', 'G56', 'G57', 'G58', 'G59']

/** The field of a point or of axis values that belongs to an axis. */
export function axisField(axis: AxisName): 'xMm' | 'yMm' | 'zMm' {
  return `${axis}Mm`
}
