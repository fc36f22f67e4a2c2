import type { ArcGeometry } from './arc-geometry.ts'
import type { AxisValues, Plane, SpindleDirection } from './modal-state.ts'

/** How a motion goes. */
export type MotionKind = 'rapid' | 'line' | 'arc' | 'probe'

/** One motion in mm, with everything in force while it runs. */
export interface Motion {
  readonly kind: 'motion'
  readonly line: number
  readonly motion: MotionKind
  readonly from: AxisValues
  readonly to: AxisValues
  /** The axes the block names, e.g. `XY`; `XYZ` for a return to a stored position. */
  readonly axes: string
  /** Machine coordinates (G53) and stored positions (G28, G30) are not known to the program. */
  readonly reference: 'work' | 'machine' | 'stored'
  /** Null for rapids and where an inverse-time feed meets an unknown length. */
  readonly feedMmPerMin: number | null
  readonly spindle: SpindleDirection
  readonly speedRpm: number
  /** Units the block was written in. */
  readonly units: 'mm' | 'inch'
  /** Null unless it is an arc whose ends are known in its plane. */
  readonly arc: {
    readonly plane: Plane
    readonly clockwise: boolean
    readonly path: ArcGeometry
  } | null
}

/** Something a controller does, in the order it does it. */
export type MachineEvent =
  | Motion
  /** Spindle started, stopped or given another speed. */
  | {
      readonly kind: 'spindle'
      readonly line: number
      readonly direction: SpindleDirection
      readonly speedRpm: number
    }
  | { readonly kind: 'dwell'; readonly line: number; readonly seconds: number }
  | { readonly kind: 'coolant'; readonly line: number; readonly on: boolean }
  | { readonly kind: 'tool'; readonly line: number; readonly toolNumber: number }
  /** M6: the selected tool is put into the spindle. */
  | { readonly kind: 'tool-change'; readonly line: number; readonly toolNumber: number | null }
  | { readonly kind: 'pause'; readonly line: number; readonly optional: boolean }
  | { readonly kind: 'end'; readonly line: number }
  /** The meaning of coordinates changed, for this program or for good. */
  | {
      readonly kind: 'offset'
      readonly line: number
      readonly what:
        | 'set-coordinates'
        | 'store-position'
        | 'set-offset'
        | 'clear-offset'
        | 'tool-length'
        | 'coordinate-system'
    }
