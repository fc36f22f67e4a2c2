/** X, Y and Z in this order. */
export const AXES = ['X', 'Y', 'Z'] as const
/** A linear axis. */
export type Axis = (typeof AXES)[number]

/** A number per axis, mm; null where the program has not said and nobody can know. */
export type AxisValues = Readonly<Record<Axis, number | null>>

/** The plane arcs lie in (G17, G18, G19). */
export type Plane = 'XY' | 'ZX' | 'YZ'

/** What an axis word without a motion word means. */
export type MotionMode =
  'rapid' | 'line' | 'clockwise' | 'counterclockwise' | 'probe' | 'cycle' | 'none'

/** A canned drilling cycle: G81 plain, G82 with a dwell, G83 with pecks, G73 with chip breaks. */
export type CycleKind = 'drill' | 'dwell' | 'peck' | 'chip-break'

/** What a canned cycle keeps from block to block, mm and seconds. */
export interface CycleState {
  readonly kind: CycleKind
  /** Height at which the tool stood before the first hole, to which G98 returns; null when unknown. */
  readonly initialZMm: number | null
  readonly bottomZMm: number | null
  /** The R word. */
  readonly clearZMm: number | null
  /** The Q word. */
  readonly peckMm: number | null
  /** The P word. */
  readonly dwellSeconds: number
}

/** Spindle direction seen from above: M3 is clockwise. */
export type SpindleDirection = 'clockwise' | 'counterclockwise' | 'off'

/** What a block inherits from the blocks before it. */
export interface ModalState {
  readonly motion: MotionMode
  readonly plane: Plane
  readonly units: 'mm' | 'inch'
  readonly distance: 'absolute' | 'incremental'
  readonly arcCentre: 'incremental' | 'absolute'
  readonly feedMode: 'per-minute' | 'inverse-time'
  /** G94: mm/min. G93: 1/min. 0 is undefined. */
  readonly feed: number
  readonly speedRpm: number
  readonly spindle: SpindleDirection
  readonly coolant: boolean
  /** The drilling cycle in force; null when there is none. */
  readonly cycle: CycleState | null
  /** Where a drilling cycle leaves the tool: G99 at the R height, G98 where it came from. */
  readonly cycleReturn: 'clear-height' | 'initial-height'
  /** 0 for G54 to 5 for G59. */
  readonly coordinateSystem: number
  readonly toolNumber: number | null
  /** Where the axes stand, in the frame of the coordinate system in use without G92 and tool length. */
  readonly position: AxisValues
  /** G92, mm. */
  readonly offset: Readonly<Record<Axis, number>>
  /** G43.1, mm, along Z. */
  readonly toolLengthMm: number
  /**
   * True when every coordinate system and the stored G28/G30 positions are machine zero, as on a
   * controller fresh from the factory; false when they are whatever the workshop has set.
   */
  readonly offsetsAreZero: boolean
}

const UNKNOWN: AxisValues = { X: null, Y: null, Z: null }
const ZERO = { X: 0, Y: 0, Z: 0 }

/** The modes a GRBL controller starts with; nobody knows where the axes stand. */
export const UNKNOWN_START: ModalState = {
  motion: 'rapid',
  plane: 'XY',
  units: 'mm',
  distance: 'absolute',
  arcCentre: 'incremental',
  feedMode: 'per-minute',
  feed: 0,
  speedRpm: 0,
  spindle: 'off',
  coolant: false,
  cycle: null,
  cycleReturn: 'initial-height',
  coordinateSystem: 0,
  toolNumber: null,
  position: UNKNOWN,
  offset: ZERO,
  toolLengthMm: 0,
  offsetsAreZero: false,
}

/** A factory-fresh controller just switched on: all zero, everything known. */
export const POWER_UP_START: ModalState = {
  ...UNKNOWN_START,
  position: ZERO,
  offsetsAreZero: true,
}

/** The plane's first, second and perpendicular axis, in the order that makes G3 counterclockwise. */
export function planeAxes(plane: Plane): readonly [Axis, Axis, Axis] {
  switch (plane) {
    case 'XY':
      return ['X', 'Y', 'Z']
    case 'ZX':
      return ['Z', 'X', 'Y']
    case 'YZ':
      return ['Y', 'Z', 'X']
  }
}

/** The centre-offset letter that belongs to an axis: X-I, Y-J, Z-K. */
export function centreLetter(axis: Axis): 'I' | 'J' | 'K' {
  return axis === 'X' ? 'I' : axis === 'Y' ? 'J' : 'K'
}

/** Sets one axis. */
export function withAxis<T extends number | null>(
  values: Readonly<Record<Axis, T>>,
  axis: Axis,
  value: T,
): Readonly<Record<Axis, T>> {
  return { ...values, [axis]: value }
}
