/** Which axes span the plane of arcs, and the one across it. */
export const PLANE_AXES = { XY: [0, 1, 2], ZX: [2, 0, 1], YZ: [1, 2, 0] } as const

/** The modes in force, as a person reads them. */
export interface WalkerModes {
  motion: 0 | 1 | 2 | 3 | 38 | 80
  plane: keyof typeof PLANE_AXES
  units: 'mm' | 'inch'
  distance: 'absolute' | 'incremental'
  feedMode: 'per-minute' | 'inverse-time'
  /** mm/min, or 1/min in inverse time; 0 is undefined. */
  feed: number
  spindle: 'M3' | 'M4' | 'M5'
  speedRpm: number
  flood: boolean
  mist: boolean
  /** 0 for G54 to 5 for G59. */
  coordinateSystem: number
  toolNumber: number | null
}

/** Modes by ten times the G number; the ones GRBL takes and that change nothing are left out. */
export const MODE_CHANGES: ReadonlyMap<number, Partial<WalkerModes>> = new Map<
  number,
  Partial<WalkerModes>
>([
  [170, { plane: 'XY' }],
  [180, { plane: 'ZX' }],
  [190, { plane: 'YZ' }],
  [200, { units: 'inch' }],
  [210, { units: 'mm' }],
  [800, { motion: 80 }],
  [900, { distance: 'absolute' }],
  [910, { distance: 'incremental' }],
  [930, { feedMode: 'inverse-time' }],
  [940, { feedMode: 'per-minute' }],
])
