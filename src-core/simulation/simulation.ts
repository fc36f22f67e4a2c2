import type { Loop } from '../geometry/flatten-path.ts'
import type { CutRegion } from '../toolpath/cut-region.ts'
import type { HeightMap } from './height-map.ts'
import type { RestArea } from './rest-areas.ts'

/** A clamp, or anything else beside the cut that no tool may touch. */
export interface Obstacle {
  readonly name: string
  /** Closed, seen from above. */
  readonly outline: Loop
  /** How far it stands above the work's top; null when nobody measured it: as high as can be. */
  readonly heightMm: number | null
  /** How far the edge of a tool stays off it, mm. */
  readonly clearanceMm: number
}

/** A tool as the simulation knows it; null is not measured. */
export interface SimulatedTool {
  readonly diameterMm: number
  /** Cutting length of the flutes. */
  readonly fluteLengthMm: number | null
  /** From collet face to tip, as it is set for the job. */
  readonly stickoutMm: number | null
}

/** What a program is simulated with. */
export interface SimulationSetup {
  /** In the order they are put in; the first cuts from the start. */
  readonly tools: readonly [SimulatedTool, ...SimulatedTool[]]
  readonly cellMm: number
  readonly regions: readonly CutRegion[]
  readonly obstacles: readonly Obstacle[]
  /** What the collet's nut measures across; null when it is not known. */
  readonly colletNutDiameterMm: number | null
  /** Travel of the machine's axes; null when it is not to be held against one. */
  readonly travelMm: { readonly x: number; readonly y: number; readonly z: number } | null
  /** Hears how far it is, 0 to 1; may throw to end it. */
  readonly tell?: (fraction: number) => void
}

/** Something a simulated program must not do. */
export interface SimulationFinding {
  /** Line of the text; 0 when it belongs to no one line. */
  readonly line: number
  readonly kind:
    | 'rapid-in-material'
    | 'plunge-in-material'
    | 'gouge'
    | 'rest'
    | 'shank-in-material'
    | 'collet-in-material'
    | 'obstacle'
    | 'travel'
    | 'unknown-tool'
  readonly sentence: string
}

/** How much room something has at its tightest. */
export interface Clearance {
  /**
   * `flutes`: of the deepest cut to the end of the flutes. `collet`: of the collet's face to the work's top.
   * `obstacle`: of the tip, and `collet-obstacle`: of the collet's nut, to what it passes over. `travel`: what
   * an axis has left.
   */
  readonly kind: 'flutes' | 'collet' | 'obstacle' | 'collet-obstacle' | 'travel'
  /** The obstacle's name, the axis, or the tool's place in the order (from 1). */
  readonly name: string
  /** mm, negative when there is none; null when it cannot be known. */
  readonly clearanceMm: number | null
  /** Lowest height of the tip while it is over an obstacle, mm; null where it never is, and for the other kinds. */
  readonly passedAtMm: number | null
}

/** Something that was not checked, because a measurement is missing. */
export interface Unchecked {
  readonly kind: 'flutes' | 'collet' | 'collet-obstacle' | 'travel' | 'zero'
  readonly name: string
  readonly sentence: string
}

/** What the simulation of a program found. */
export interface SimulationReport {
  readonly findings: readonly SimulationFinding[]
  readonly motionCount: number
  readonly removedMm3: number
  /** Area cut deeper than allowed, mm². */
  readonly gougedMm2: number
  /** Area that should be at its floor and is not, mm². */
  readonly restMm2: number
  /** Where that is, the largest first. */
  readonly rest: readonly RestArea[]
  /** Level feed by how far round the tool cut: 10° each from 0, mm of way; the last holds full slots. */
  readonly engagementMm: readonly number[]
  readonly clearances: readonly Clearance[]
  readonly unchecked: readonly Unchecked[]
  /** The block as it is left, and a mark for each of its cells; null when nothing was cut. */
  readonly left: { readonly map: HeightMap; readonly faults: Uint8Array } | null
}

/** Marks of a cell. */
export const CELL_FAULT = { none: 0, gouged: 1, rest: 2 } as const
