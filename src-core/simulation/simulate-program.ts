import type { MachineEvent } from '../gcode/machine-event.ts'
import type { Bounds2 } from '../geometry/bounds.ts'
import { insideRuns, loopsBounds } from '../geometry/distance-grid.ts'
import type { Loop } from '../geometry/flatten-path.ts'
import type { Point3 } from '../geometry/point.ts'
import { traceCutter, type TracedMotion } from './engagement/cutter-trace.ts'
import { HeightMap } from './height-map.ts'

/** A region that may be cut, and how deep. */
export interface CutRegion {
  /** Where the tool may take wood: even-odd, so that holes stay. Grown by what a wall may be off. */
  readonly allowed: readonly Loop[]
  /** Where the floor must be reached; empty when nothing must. Shrunk by what a wall may be off. */
  readonly required: readonly Loop[]
  readonly depthMm: number
}

/** What a program is simulated with. */
export interface SimulationSetup {
  readonly toolRadiusMm: number
  /** Cutting length of the flutes, mm; null when it is not measured. */
  readonly fluteLengthMm: number | null
  readonly cellMm: number
  readonly regions: readonly CutRegion[]
}

/** Something a simulated program must not do. */
export interface SimulationFinding {
  /** Line of the text; 0 when it belongs to no one line. */
  readonly line: number
  readonly kind: 'rapid-in-material' | 'plunge-in-material' | 'gouge' | 'rest' | 'shank-in-material'
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
  /** Level feed by how wide it cut: tenths of the tool's diameter, mm of way each; the last is a full slot. */
  readonly widthHistogramMm: readonly number[]
}

/** Thinner than this is no material but rounding, mm. */
const MATERIAL_MM = 0.01
/** A floor may be off by this, mm. */
const FLOOR_MM = 0.005
/** Sagitta of the chords of arcs, mm. */
const CHORD_MM = 0.002
/** Findings of one kind after these say nothing new. */
const FINDINGS_KEPT = 5

class Simulation {
  readonly map: HeightMap
  removedMm3 = 0
  motionCount = 0
  readonly widthHistogramMm: number[] = Array.from({ length: 10 }, () => 0)
  private readonly findings: SimulationFinding[] = []
  private readonly setup: SimulationSetup

  constructor(box: Bounds2, setup: SimulationSetup) {
    this.map = new HeightMap(box, setup.cellMm)
    this.setup = setup
  }

  find(finding: SimulationFinding): void {
    const before = this.findings.filter(({ kind }) => kind === finding.kind).length
    if (before < FINDINGS_KEPT) this.findings.push(finding)
  }

  all(): readonly SimulationFinding[] {
    return this.findings
  }

  take(motion: TracedMotion): void {
    this.motionCount += 1
    const { points, kind } = motion
    for (let index = 1; index < points.length; index += 1) {
      const from = points[index - 1]
      const to = points[index]
      if (from === undefined || to === undefined) continue
      // nothing stands above the top
      if (Math.min(from.zMm, to.zMm) >= 0) continue
      if (kind === 'rapid') this.rapid(motion, from, to)
      else this.feed(motion, from, to)
    }
  }

  private rapid({ line }: TracedMotion, from: Point3, to: Point3): void {
    const { tallestMm } = this.map.sweep(from, to, this.setup.toolRadiusMm, true)
    if (tallestMm <= MATERIAL_MM) return
    this.find({
      line,
      kind: 'rapid-in-material',
      sentence: `a rapid goes through ${tallestMm.toFixed(2)} mm of wood`,
    })
  }

  private feed({ kind, line }: TracedMotion, from: Point3, to: Point3): void {
    const { toolRadiusMm, cellMm, fluteLengthMm } = this.setup
    if (kind === 'plunge') {
      // a cell less than the tool: beside a cut kept in cells a rim always seems to stand
      const under = this.map.sweep(from, to, toolRadiusMm - 2 * cellMm, true)
      if (under.tallestMm > MATERIAL_MM) {
        this.find({
          line,
          kind: 'plunge-in-material',
          sentence: `the tool goes straight down into ${under.tallestMm.toFixed(2)} mm of wood`,
        })
      }
    }
    if (fluteLengthMm !== null && -to.zMm > fluteLengthMm + 1e-6) {
      this.find({
        line,
        kind: 'shank-in-material',
        sentence: `cuts ${(-to.zMm).toFixed(2)} mm deep, the flutes are ${String(fluteLengthMm)} mm long`,
      })
    }
    const removal = this.map.sweep(from, to, toolRadiusMm)
    this.removedMm3 += removal.volumeMm3
    const lengthMm = Math.hypot(to.xMm - from.xMm, to.yMm - from.yMm)
    if (kind !== 'level' || lengthMm < cellMm) return
    const widthMm = (removal.loweredCells * cellMm * cellMm) / lengthMm
    const tenth = Math.min(9, Math.floor((10 * widthMm) / (2 * toolRadiusMm)))
    this.widthHistogramMm[tenth] = (this.widthHistogramMm[tenth] ?? 0) + lengthMm
  }
}

/** Lowest height allowed in every cell: the deepest region over it, or the top. */
function allowedHeights(map: HeightMap, regions: readonly CutRegion[]): Float32Array {
  const lowest = new Float32Array(map.heights.length)
  const { columns } = map.grid
  for (const { allowed, depthMm } of regions) {
    insideRuns(allowed, map.grid, (row, first, last) => {
      for (let at = row * columns + first; at <= row * columns + last; at += 1) {
        lowest[at] = Math.min(lowest[at] ?? 0, -depthMm)
      }
    })
  }
  return lowest
}

function placeOf({ grid }: HeightMap, cell: number): string {
  const xMm = grid.minXMm + (cell % grid.columns) * grid.cellMm
  const yMm = grid.minYMm + Math.floor(cell / grid.columns) * grid.cellMm
  return `X${xMm.toFixed(2)} Y${yMm.toFixed(2)}`
}

/** Counts cells cut too deep and names the first. */
function gougedCells(simulation: Simulation, regions: readonly CutRegion[]): number {
  const { map } = simulation
  const lowest = allowedHeights(map, regions)
  let gouged = 0
  map.heights.forEach((height, cell) => {
    const tooDeepMm = (lowest[cell] ?? 0) - height
    if (tooDeepMm <= FLOOR_MM) return
    gouged += 1
    const sentence = `cuts ${tooDeepMm.toFixed(3)} mm deeper than allowed at ${placeOf(map, cell)}`
    simulation.find({ line: 0, kind: 'gouge', sentence })
  })
  return gouged
}

/** Counts cells that should be at a floor and are not, and names the first. */
function restCells(simulation: Simulation, regions: readonly CutRegion[]): number {
  const { map } = simulation
  const { columns } = map.grid
  let rest = 0
  for (const { required, depthMm } of regions) {
    insideRuns(required, map.grid, (row, first, last) => {
      for (let cell = row * columns + first; cell <= row * columns + last; cell += 1) {
        const standsMm = (map.heights[cell] ?? 0) + depthMm
        if (standsMm <= FLOOR_MM) continue
        rest += 1
        const sentence = `leaves ${standsMm.toFixed(3)} mm standing at ${placeOf(map, cell)}`
        simulation.find({ line: 0, kind: 'rest', sentence })
      }
    })
  }
  return rest
}

function boxOf(trace: readonly TracedMotion[], setup: SimulationSetup): Bounds2 | null {
  const below = trace.flatMap(({ points }) => (points.some(({ zMm }) => zMm < 0) ? [points] : []))
  const loops = [...below, ...setup.regions.flatMap(({ allowed }) => allowed)]
  if (loops.flat().length === 0) return null
  const box = loopsBounds(loops)
  const marginMm = setup.toolRadiusMm + setup.cellMm
  return {
    minXMm: box.minXMm - marginMm,
    minYMm: box.minYMm - marginMm,
    maxXMm: box.maxXMm + marginMm,
    maxYMm: box.maxYMm + marginMm,
  }
}

/**
 * Cuts a block with a posted program, as read back from its text, and looks at what is left: no rapid and no
 * straight plunge through wood, nothing cut outside the regions or deeper than they are, every required
 * floor reached, no shank below the top. Cells know their middle only: a wall is checked where a cell's
 * middle lies beyond its tolerance.
 */
export function simulateProgram(
  events: readonly MachineEvent[],
  setup: SimulationSetup,
): SimulationReport {
  const trace = traceCutter(events, CHORD_MM)
  const box = boxOf(trace, setup)
  if (box === null) {
    return {
      findings: [],
      motionCount: trace.length,
      removedMm3: 0,
      gougedMm2: 0,
      restMm2: 0,
      widthHistogramMm: [],
    }
  }
  const simulation = new Simulation(box, setup)
  for (const motion of trace) simulation.take(motion)
  const cellMm2 = setup.cellMm * setup.cellMm
  const gougedMm2 = gougedCells(simulation, setup.regions) * cellMm2
  const restMm2 = restCells(simulation, setup.regions) * cellMm2
  return {
    findings: simulation.all(),
    motionCount: simulation.motionCount,
    removedMm3: simulation.removedMm3,
    gougedMm2,
    restMm2,
    widthHistogramMm: simulation.widthHistogramMm,
  }
}
