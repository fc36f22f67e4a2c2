import type { Point3 } from '../geometry/point.ts'
import { ObstacleWatch } from './obstacle-watch.ts'
import type {
  Clearance,
  Obstacle,
  SimulatedTool,
  SimulationFinding,
  SimulationSetup,
  Unchecked,
} from './simulation.ts'

const ROUNDING_MM = 1e-6

/** A straight way of the tip. */
export interface Way {
  readonly from: Point3
  readonly to: Point3
  readonly line: number
  readonly isRapid: boolean
}

/** What one tool may meet besides wood. */
interface ToolWatch {
  readonly tool: SimulatedTool
  readonly name: string
  deepest: { readonly zMm: number; readonly line: number }
  readonly tips: readonly ObstacleWatch[]
  /** Of the collet's nut; none where its width is not known. */
  readonly nuts: readonly ObstacleWatch[]
}

/** All that was found of clearances. */
export interface ClearanceVerdict {
  readonly clearances: readonly Clearance[]
  readonly findings: readonly SimulationFinding[]
  readonly unchecked: readonly Unchecked[]
}

function mm(value: number): string {
  return `${value.toFixed(2)} mm`
}

const AXES = ['x', 'y', 'z'] as const

/** Watches how near flutes' end, collet, obstacles and the machine's ends come. */
export class ClearanceWatch {
  private readonly setup: SimulationSetup
  private readonly tools: readonly ToolWatch[]
  private readonly low: [number, number, number] = [Infinity, Infinity, Infinity]
  private readonly high: [number, number, number] = [-Infinity, -Infinity, -Infinity]

  constructor(setup: SimulationSetup) {
    this.setup = setup
    const { obstacles, colletNutDiameterMm } = setup
    this.tools = setup.tools.map((tool, index) => ({
      tool,
      name: String(index + 1),
      deepest: { zMm: 0, line: 0 },
      tips: obstacles.map((one) => new ObstacleWatch(one, tool.diameterMm / 2, one.clearanceMm)),
      nuts:
        colletNutDiameterMm === null
          ? []
          : obstacles.map((one) => new ObstacleWatch(one, colletNutDiameterMm / 2, 0)),
    }))
  }

  /** A way of the tool with this place in the order, from 0. */
  take(way: Way, toolIndex: number): void {
    const { from, to, line } = way
    this.widen(from)
    this.widen(to)
    const watch = this.tools[toolIndex]
    if (watch === undefined) return
    const zMm = Math.min(from.zMm, to.zMm)
    if (zMm < watch.deepest.zMm) watch.deepest = { zMm, line }
    for (const obstacle of watch.tips) obstacle.take(from, to, way)
    for (const obstacle of watch.nuts) obstacle.take(from, to, way)
  }

  private widen({ xMm, yMm, zMm }: Point3): void {
    const { low, high } = this
    if (xMm < low[0]) low[0] = xMm
    if (yMm < low[1]) low[1] = yMm
    if (zMm < low[2]) low[2] = zMm
    if (xMm > high[0]) high[0] = xMm
    if (yMm > high[1]) high[1] = yMm
    if (zMm > high[2]) high[2] = zMm
  }

  /** What was found, once the program is through. */
  verdict(): ClearanceVerdict {
    const parts = [
      ...this.tools.flatMap((watch) => [this.flutes(watch), this.collet(watch)]),
      ...this.tools.flatMap((watch) =>
        this.setup.obstacles.flatMap((obstacle, index) => [
          this.tip(watch, obstacle, index),
          this.nut(watch, obstacle, index),
        ]),
      ),
      ...this.travel(),
    ]
    return {
      clearances: parts.flatMap(({ clearance }) => clearance ?? []),
      findings: parts.flatMap(({ finding }) => finding ?? []),
      unchecked: parts.flatMap(({ unchecked }) => unchecked ?? []),
    }
  }

  private flutes({ tool, name, deepest }: ToolWatch): Part {
    const { fluteLengthMm } = tool
    const base = { kind: 'flutes', name, passedAtMm: null } as const
    if (fluteLengthMm === null) {
      const sentence = `How long the flutes of tool ${name} are is not measured: its shank may rub in a cut ${mm(-deepest.zMm)} deep.`
      return { ...unknown(base), unchecked: { kind: 'flutes', name, sentence } }
    }
    const clearanceMm = fluteLengthMm + deepest.zMm
    const sentence = `cuts ${mm(-deepest.zMm)} deep, the flutes are ${String(fluteLengthMm)} mm long`
    const { line } = deepest
    return {
      clearance: { ...base, clearanceMm },
      ...(clearanceMm < -ROUNDING_MM && { finding: { line, kind: 'shank-in-material', sentence } }),
    }
  }

  private collet({ tool, name, deepest }: ToolWatch): Part {
    const { stickoutMm } = tool
    const base = { kind: 'collet', name, passedAtMm: null } as const
    if (stickoutMm === null) {
      const sentence = `How far tool ${name} stands out of its collet is not measured: the collet may reach the top in a cut ${mm(-deepest.zMm)} deep.`
      return { ...unknown(base), unchecked: { kind: 'collet', name, sentence } }
    }
    const clearanceMm = stickoutMm + deepest.zMm
    const sentence = `cuts ${mm(-deepest.zMm)} deep, the tool stands ${String(stickoutMm)} mm out of its collet`
    const { line } = deepest
    return {
      clearance: { ...base, clearanceMm },
      ...(clearanceMm < -ROUNDING_MM && {
        finding: { line, kind: 'collet-in-material', sentence },
      }),
    }
  }

  /** What is not measured is taken for as high as can be: nothing may pass over it. */
  private tip({ tips }: ToolWatch, { name, heightMm }: Obstacle, index: number): Part {
    const watch = tips[index]
    if (watch === undefined) return {}
    const base = { kind: 'obstacle', name } as const
    const { lowestMm, lowestLine } = watch
    if (lowestMm === Infinity) {
      return { clearance: { ...base, clearanceMm: null, passedAtMm: null } }
    }
    const clearanceMm = heightMm === null ? null : lowestMm - heightMm
    const part = { clearance: { ...base, clearanceMm, passedAtMm: lowestMm } }
    if (heightMm !== null && lowestMm >= heightMm) return part
    const high = heightMm === null ? 'whose height is not measured' : `${mm(heightMm)} high`
    const sentence = `the tool comes down to Z ${mm(lowestMm)} over "${name}", ${high}`
    return { ...part, finding: { line: lowestLine, kind: 'obstacle', sentence } }
  }

  private nut({ tool, nuts }: ToolWatch, obstacle: Obstacle, index: number): Part {
    const { name, heightMm } = obstacle
    const { stickoutMm } = tool
    const base = { kind: 'collet-obstacle', name, passedAtMm: null } as const
    const nut = nuts[index]
    if (nut?.lowestMm === Infinity) return { clearance: { ...base, clearanceMm: null } }
    if (heightMm === null || stickoutMm === null) return uncheckedNut(base)
    // lower than this the collet never is, wherever it goes
    const lowestMm = this.low[2] + stickoutMm
    if (lowestMm >= heightMm) return { clearance: { ...base, clearanceMm: lowestMm - heightMm } }
    return nut === undefined ? uncheckedNut(base) : nutOver(nut, stickoutMm, heightMm, base)
  }

  private travel(): readonly Part[] {
    const { travelMm } = this.setup
    if (travelMm === null) {
      const sentence = 'Whether the program fits the machine was not checked: no machine is named.'
      return [{ unchecked: { kind: 'travel', name: '', sentence } }]
    }
    const sentence =
      'Where the zero lies in the machine is not known here: that is checked on the machine before the start.'
    const zero: Part = { unchecked: { kind: 'zero', name: '', sentence } }
    return [
      ...AXES.map((axis, index): Part => {
        const neededMm = Math.max(0, (this.high[index] ?? 0) - (this.low[index] ?? 0))
        const clearanceMm = travelMm[axis] - neededMm
        const name = axis.toUpperCase()
        const needs = `needs ${mm(neededMm)} along ${name}, the machine travels ${String(travelMm[axis])} mm`
        return {
          clearance: { kind: 'travel', name, clearanceMm, passedAtMm: null },
          ...(clearanceMm < 0 && { finding: { line: 0, kind: 'travel', sentence: needs } }),
        }
      }),
      zero,
    ]
  }
}

/** What is said of one thing that was watched. */
interface Part {
  readonly clearance?: Clearance
  readonly finding?: SimulationFinding
  readonly unchecked?: Unchecked
}

function unknown(base: Omit<Clearance, 'clearanceMm'>): { readonly clearance: Clearance } {
  return { clearance: { ...base, clearanceMm: null } }
}

type NutBase = Omit<Clearance, 'clearanceMm'>

function uncheckedNut(base: NutBase): Part {
  const { name } = base
  const sentence = `Whether the collet clears "${name}" was not checked: its height, the tool's stick-out and the width of the collet's nut must be known.`
  return { ...unknown(base), unchecked: { kind: 'collet-obstacle', name, sentence } }
}

function nutOver(nut: ObstacleWatch, stickoutMm: number, heightMm: number, base: NutBase): Part {
  const colletMm = nut.lowestMm + stickoutMm
  const clearanceMm = colletMm - heightMm
  const sentence = `the collet comes down to Z ${mm(colletMm)} over "${base.name}", ${mm(heightMm)} high`
  const finding = { line: nut.lowestLine, kind: 'obstacle', sentence } as const
  return { clearance: { ...base, clearanceMm }, ...(clearanceMm < -ROUNDING_MM && { finding }) }
}
