import type { Point2, Point3 } from '../geometry/point.ts'
import type { Stage } from '../rosette/stage.ts'

export type { Stage } from '../rosette/stage.ts'

/** What a motion is for; colours the view and orders the checks. */
export type MoveRole = 'plunge' | 'ramp' | 'cut' | 'link' | 'lead' | 'finish' | 'retract'

/** Sense of rotation seen from above (+Z towards the viewer): clockwise is G2, counterclockwise G3. */
export type Rotation = 'clockwise' | 'counterclockwise'

/** A note for the person at the machine; it never moves anything. */
export interface CommentMove {
  readonly kind: 'comment'
  readonly text: string
}

/** Spindle on (clockwise, M3) at a speed, or off (M5). */
export interface SpindleMove {
  readonly kind: 'spindle'
  readonly state: 'on' | 'off'
  /** 0 when off. */
  readonly speedRpm: number
}

/** Standing still, seconds > 0 (G4). */
export interface DwellMove {
  readonly kind: 'dwell'
  readonly seconds: number
}

/**
 * The program waits until a person goes on (M0), the spindle standing still and the tool high; where the tool
 * is afterwards is stated again. `text` is printed before it.
 */
export interface PauseMove {
  readonly kind: 'pause'
  readonly text: string
}

/** A rapid (G0). Axes that are not named keep their place; XY and Z never move together downwards. */
export interface RapidMove {
  readonly kind: 'rapid'
  readonly to: { readonly xMm?: number; readonly yMm?: number; readonly zMm?: number }
}

/** A straight feed move (G1) to a full position. */
export interface LineMove {
  readonly kind: 'line'
  readonly to: Point3
  readonly feedMmPerMin: number
  readonly role: MoveRole
}

/**
 * A circular feed move in the XY plane (G2/G3), with Z moving evenly along it when `to.zMm` differs
 * from where it starts (a helix). Its sweep is the angle from start to end in `rotation` sense about
 * `centre`, in (0, 2π]; equal start and end mean one full turn.
 */
export interface ArcMove {
  readonly kind: 'arc'
  readonly to: Point3
  readonly centre: Point2
  readonly rotation: Rotation
  readonly feedMmPerMin: number
  readonly role: MoveRole
}

/**
 * A circular feed move in an upright plane (G18 for ZX, G19 for YZ), with the third axis moving evenly
 * along it. Seen from the positive end of that third axis (+Y for ZX, +X for YZ); `centre` is read in
 * the plane's own two coordinates only. Sweep as of `ArcMove`.
 */
export interface PlaneArcMove {
  readonly kind: 'plane-arc'
  readonly plane: 'ZX' | 'YZ'
  readonly to: Point3
  readonly centre: Point3
  readonly rotation: Rotation
  readonly feedMmPerMin: number
  readonly role: MoveRole
}

/**
 * A hole drilled straight down: over it at the height the tool has, rapidly to `clearZMm`, down to
 * `bottomZMm` at feed (in pecks of `peckMm` with a full retract between them, when given), a pause at
 * the bottom, and rapidly back to `clearZMm`, where it ends.
 */
export interface DrillMove {
  readonly kind: 'drill'
  readonly at: Point2
  /** Above the work, mm. */
  readonly clearZMm: number
  readonly bottomZMm: number
  /** Depth of one peck, mm > 0; null drills in one go. */
  readonly peckMm: number | null
  /** At the bottom; 0 for none. */
  readonly dwellSeconds: number
  readonly feedMmPerMin: number
}

/** Another tool in the spindle, which stands still and high; how it gets there is the post's affair. */
export interface ToolMove {
  readonly kind: 'tool'
  readonly toolId: string
  /** As the shop calls it. */
  readonly toolName: string
  /** Its place in the controller's tool table, from 1. */
  readonly toolNumber: number
}

/** A move that is motion, or waiting, of one simple kind. */
export type BasicMove =
  | CommentMove
  | SpindleMove
  | DwellMove
  | PauseMove
  | RapidMove
  | LineMove
  | ArcMove
  | PlaneArcMove
  | ToolMove

/** One element of a toolpath, work coordinates in mm. */
export type Move = BasicMove | DrillMove

/** The moves of one stage with one tool, ready for a post. */
export interface ToolpathProgram {
  /** Stable within its plan, e.g. `1-inlay-channels`. */
  readonly id: string
  readonly stage: Stage
  /** Plain words for the person, e.g. `Mosaic channel`. */
  readonly title: string
  readonly toolId: string
  /** Operations on drawn paths that it cuts, in their order; left out where it cuts none. */
  readonly operationIds?: readonly string[]
  readonly moves: readonly Move[]
}
