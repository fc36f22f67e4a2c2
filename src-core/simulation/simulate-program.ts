import type { MachineEvent } from '../gcode/machine-event.ts'
import type { Bounds2 } from '../geometry/bounds.ts'
import { insideRuns } from '../geometry/distance-grid.ts'
import type { Point3 } from '../geometry/point.ts'
import type { CutRegion } from '../toolpath/cut-region.ts'
import { isInsideLoop } from '../toolpath/operations/walls.ts'
import { ClearanceWatch } from './clearance-watch.ts'
import { traceCutter, type TracedMotion } from './engagement/cutter-trace.ts'
import { EngagementGauge } from './engagement-gauge.ts'
import { HeightMap } from './height-map.ts'
import { restAreas } from './rest-areas.ts'
import {
  CELL_FAULT,
  type SimulatedTool,
  type SimulationFinding,
  type SimulationReport,
  type SimulationSetup,
} from './simulation.ts'

/** Thinner than this is no material but rounding, mm. */
const MATERIAL_MM = 0.01
/** A floor may be off by this, mm. */
const FLOOR_MM = 0.005
/** Sagitta of the chords of arcs, mm. */
const CHORD_MM = 0.002
/** A turn wider than this is swept as the arc it is, and not chord by chord. */
const WIDE_TURN_RAD = Math.PI / 4
/** Findings of one kind after these say nothing new. */
const FINDINGS_KEPT = 5
/** How far it is, is told after so many motions. */
const TOLD_EVERY = 256
/** Share of the work that is cutting; the rest is looking at what is left. */
const CUTTING_SHARE = 0.8
/** Cells kept to tell patches of rest apart; many more are no patch but a wrong program. */
const STANDING_KEPT = 100_000

class Findings {
  readonly all: SimulationFinding[] = []

  add(finding: SimulationFinding): void {
    const before = this.all.filter(({ kind }) => kind === finding.kind).length
    if (before < FINDINGS_KEPT) this.all.push(finding)
  }
}

/** One tool at work on the block. */
class Cutting {
  removedMm3 = 0
  private readonly map: HeightMap
  private readonly findings: Findings
  private readonly gauge: EngagementGauge
  private readonly cellMm: number
  /** Where the tool may go straight down. */
  private readonly holes: readonly CutRegion[]

  constructor(
    map: HeightMap,
    findings: Findings,
    gauge: EngagementGauge,
    regions: readonly CutRegion[],
  ) {
    this.map = map
    this.cellMm = map.grid.cellMm
    this.findings = findings
    this.gauge = gauge
    this.holes = regions.filter(({ isDrilled }) => isDrilled === true)
  }

  /** A wide turn at one height in one go; false for every other motion, which is taken piece by piece. */
  takeTurn({ kind, arc, points }: TracedMotion, tool: SimulatedTool): boolean {
    const from = points[0]
    const to = points.at(-1)
    if (arc === null || arc.sweepRad < WIDE_TURN_RAD || kind === 'rapid') return false
    if (from === undefined || to === undefined || from.zMm >= 0) return false
    const radiusMm = tool.diameterMm / 2
    const removal = this.map.sweepArc(arc, from, to, radiusMm)
    this.removedMm3 += removal.volumeMm3
    if (kind !== 'level') return true
    const areaMm2 = removal.loweredCells * this.cellMm * this.cellMm
    this.gauge.settle(radiusMm)
    this.gauge.take(arc.radiusMm * arc.sweepRad, areaMm2, radiusMm)
    return true
  }

  take({ kind, line }: TracedMotion, from: Point3, to: Point3, tool: SimulatedTool): void {
    // nothing stands above the top
    if (Math.min(from.zMm, to.zMm) >= 0) return
    const radiusMm = tool.diameterMm / 2
    if (kind === 'rapid') {
      this.rapid(line, from, to, radiusMm)
      return
    }
    if (kind === 'plunge') this.plunge(line, from, to, radiusMm)
    const removal = this.map.sweep(from, to, radiusMm)
    this.removedMm3 += removal.volumeMm3
    if (kind === 'level') {
      const lengthMm = Math.hypot(to.xMm - from.xMm, to.yMm - from.yMm)
      this.gauge.take(lengthMm, removal.loweredCells * this.cellMm * this.cellMm, radiusMm)
    } else this.gauge.settle(radiusMm)
  }

  private rapid(line: number, from: Point3, to: Point3, radiusMm: number): void {
    const { tallestMm } = this.map.sweep(from, to, radiusMm, true)
    if (tallestMm <= MATERIAL_MM) return
    const sentence = `a rapid goes through ${tallestMm.toFixed(2)} mm of wood`
    this.findings.add({ line, kind: 'rapid-in-material', sentence })
  }

  private plunge(line: number, from: Point3, to: Point3, radiusMm: number): void {
    // how deep a hole may go is asked when it is done
    if (this.holes.some(({ allowed }) => allowed.some((hole) => isInsideLoop(to, hole)))) return
    // a cell less than the tool: beside a cut kept in cells a rim always seems to stand
    const { tallestMm } = this.map.sweep(from, to, radiusMm - 2 * this.cellMm, true)
    if (tallestMm <= MATERIAL_MM) return
    const sentence = `the tool goes straight down into ${tallestMm.toFixed(2)} mm of wood`
    this.findings.add({ line, kind: 'plunge-in-material', sentence })
  }
}

/** What one tool does, up to the change to the next. */
interface Turn {
  readonly toolIndex: number
  readonly line: number
  readonly trace: readonly TracedMotion[]
}

/**
 * The program tool by tool. A change before anything moved puts the first tool in; every later one, also a
 * pause in which a person does it, the next.
 */
function turnsOf(events: readonly MachineEvent[]): readonly Turn[] {
  const turns: { toolIndex: number; line: number; events: MachineEvent[] }[] = [
    { toolIndex: 0, line: 0, events: [] },
  ]
  let hasMoved = false
  for (const event of events) {
    const isChange = event.kind === 'tool-change' || (event.kind === 'pause' && !event.optional)
    if (isChange && hasMoved) {
      turns.push({ toolIndex: turns.length, line: event.line, events: [] })
    }
    if (event.kind !== 'motion') continue
    hasMoved = true
    turns.at(-1)?.events.push(event)
  }
  return turns.map(({ toolIndex, line, events: own }) => {
    return { toolIndex, line, trace: traceCutter(own, CHORD_MM) }
  })
}

/** Lowest height allowed in every cell: the deepest region over it, or the top. */
function allowedHeights(map: HeightMap, regions: readonly CutRegion[]): Float32Array {
  const lowest = new Float32Array(map.heights.length)
  const { columns } = map.grid
  // a deeper one goes over a shallower one
  for (const { allowed, depthMm } of regions.toSorted((a, b) => a.depthMm - b.depthMm)) {
    if (!(depthMm > 0)) continue
    insideRuns(allowed, map.grid, (row, first, last) => {
      lowest.fill(-depthMm, row * columns + first, row * columns + last + 1)
    })
  }
  return lowest
}

function placeOf({ grid }: HeightMap, cell: number): string {
  const xMm = grid.minXMm + (cell % grid.columns) * grid.cellMm
  const yMm = grid.minYMm + Math.floor(cell / grid.columns) * grid.cellMm
  return `X${xMm.toFixed(2)} Y${yMm.toFixed(2)}`
}

/** Marks cells cut too deep, counts them and names the first. */
function gougedCells(
  map: HeightMap,
  faults: Uint8Array,
  { regions, findings }: { regions: readonly CutRegion[]; findings: Findings },
): number {
  const lowest = allowedHeights(map, regions)
  const { heights } = map
  let gouged = 0
  for (let cell = 0; cell < heights.length; cell += 1) {
    const tooDeepMm = (lowest[cell] as number) - (heights[cell] as number)
    if (tooDeepMm <= FLOOR_MM) continue
    gouged += 1
    faults[cell] = CELL_FAULT.gouged
    if (gouged > FINDINGS_KEPT) continue
    const sentence = `cuts ${tooDeepMm.toFixed(3)} mm deeper than allowed at ${placeOf(map, cell)}`
    findings.add({ line: 0, kind: 'gouge', sentence })
  }
  return gouged
}

/** Marks cells that should be at a floor and are not, and names the first; by how much they stand. */
function restCells(
  map: HeightMap,
  faults: Uint8Array,
  { regions, findings }: { regions: readonly CutRegion[]; findings: Findings },
): { readonly count: number; readonly standing: Map<number, number> } {
  const { columns } = map.grid
  const { heights } = map
  const standing = new Map<number, number>()
  let count = 0
  for (const { required, depthMm } of regions) {
    insideRuns(required, map.grid, (row, first, last) => {
      for (let cell = row * columns + first; cell <= row * columns + last; cell += 1) {
        const standsMm = (heights[cell] as number) + depthMm
        if (standsMm <= FLOOR_MM || faults[cell] === CELL_FAULT.rest) continue
        count += 1
        faults[cell] = CELL_FAULT.rest
        if (standing.size < STANDING_KEPT) standing.set(cell, standsMm)
        if (count > FINDINGS_KEPT) continue
        const sentence = `leaves ${standsMm.toFixed(3)} mm standing at ${placeOf(map, cell)}`
        findings.add({ line: 0, kind: 'rest', sentence })
      }
    })
  }
  return { count, standing }
}

/** Grows a box by points; Infinity while it has none. */
function widen(box: [number, number, number, number], xMm: number, yMm: number): void {
  if (xMm < box[0]) box[0] = xMm
  if (yMm < box[1]) box[1] = yMm
  if (xMm > box[2]) box[2] = xMm
  if (yMm > box[3]) box[3] = yMm
}

/** The block: everything that is cut or may be, and a tool's width round it; null when that is nothing. */
function boxOf(turns: readonly Turn[], setup: SimulationSetup): Bounds2 | null {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { trace } of turns) {
    for (const { points } of trace) {
      if (!points.some(({ zMm }) => zMm < 0)) continue
      for (const { xMm, yMm } of points) widen(box, xMm, yMm)
    }
  }
  for (const { allowed } of setup.regions) {
    for (const loop of allowed) for (const { xMm, yMm } of loop) widen(box, xMm, yMm)
  }
  if (box[0] === Infinity) return null
  const widestMm = Math.max(...setup.tools.map(({ diameterMm }) => diameterMm))
  const marginMm = widestMm / 2 + setup.cellMm
  return {
    minXMm: box[0] - marginMm,
    minYMm: box[1] - marginMm,
    maxXMm: box[2] + marginMm,
    maxYMm: box[3] + marginMm,
  }
}

/** Goes through the turns motion by motion. */
function walk(
  turns: readonly Turn[],
  { tell }: SimulationSetup,
  visit: (motion: TracedMotion, toolIndex: number) => void,
): number {
  const total = turns.reduce((sum, { trace }) => sum + trace.length, 0)
  let done = 0
  for (const { trace, toolIndex } of turns) {
    for (const motion of trace) {
      if (done % TOLD_EVERY === 0) tell?.((CUTTING_SHARE * done) / total)
      done += 1
      visit(motion, toolIndex)
    }
  }
  return total
}

function unknownTools(
  turns: readonly Turn[],
  { tools }: SimulationSetup,
  findings: Findings,
): void {
  for (const { toolIndex, line, trace } of turns) {
    if (toolIndex < tools.length || trace.length === 0) continue
    const sentence = `puts tool ${String(toolIndex + 1)} in, the job has ${String(tools.length)}`
    findings.add({ line, kind: 'unknown-tool', sentence })
  }
}

/**
 * Cuts a block with a posted program, as read back from its text, and looks at what is left: no rapid and no
 * straight plunge through wood, nothing cut outside the regions or deeper than they are, every required
 * floor reached, no shank and no collet below the top, tool and collet clear of what stands beside the cut,
 * no more travel than there is. What could not be checked is said. Cells know their middle only: a wall is
 * checked where a cell's middle lies beyond its tolerance.
 */
export function simulateProgram(
  events: readonly MachineEvent[],
  setup: SimulationSetup,
): SimulationReport {
  const turns = turnsOf(events)
  const findings = new Findings()
  unknownTools(turns, setup, findings)
  const watch = new ClearanceWatch(setup)
  const gauge = new EngagementGauge(setup.cellMm)
  const box = boxOf(turns, setup)
  const map = box === null ? null : new HeightMap(box, setup.cellMm)
  const cutting = map === null ? null : new Cutting(map, findings, gauge, setup.regions)
  const motionCount = walk(turns, setup, (motion, toolIndex) => {
    const { line, points } = motion
    const isRapid = motion.kind === 'rapid'
    const tool = setup.tools[toolIndex]
    const isTaken = tool !== undefined && cutting?.takeTurn(motion, tool) === true
    for (let index = 1; index < points.length; index += 1) {
      const [from, to] = [points[index - 1] as Point3, points[index] as Point3]
      watch.take({ from, to, line, isRapid }, toolIndex)
      if (tool !== undefined && !isTaken) cutting?.take(motion, from, to, tool)
    }
  })
  gauge.settle(setup.tools[0].diameterMm / 2)
  setup.tell?.(CUTTING_SHARE)
  const { clearances, unchecked, findings: tooClose } = watch.verdict()
  for (const finding of tooClose) findings.add(finding)
  const base = { motionCount, clearances, unchecked, engagementMm: gauge.lengthsMm }
  if (map === null || cutting === null) {
    const nothing = { removedMm3: 0, gougedMm2: 0, restMm2: 0, rest: [], left: null }
    return { ...base, ...nothing, findings: findings.all }
  }
  const faults = new Uint8Array(map.heights.length)
  const held = { regions: setup.regions, findings }
  const cellMm2 = setup.cellMm * setup.cellMm
  const gougedMm2 = gougedCells(map, faults, held) * cellMm2
  const rest = restCells(map, faults, held)
  return {
    ...base,
    findings: findings.all,
    removedMm3: cutting.removedMm3,
    gougedMm2,
    restMm2: rest.count * cellMm2,
    rest: restAreas(map, rest.standing),
    left: { map, faults },
  }
}
