import { mosaicRecipe, PLAIN_OPTIONS } from '../pattern/mosaic-recipe.ts'
import type { MosaicRecipe } from '../pattern/mosaic-recipe.schema.ts'
import { withWaste } from '../pattern/cut-list.ts'
import { dataProblem, type DataProblem } from '../outcome/problem.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { type BatchPart, partOf } from './batch-parts.ts'
import { type LogPlan, planLog } from './log.ts'
import { mosaicNumbers } from './mosaic-numbers.ts'
import type { Plan, TileRing } from './plan.schema.ts'
import { type RingSolution, solveRosette, type TileSolution } from './solve-rosette.ts'

/** Bounds of a batch. */
export const BATCH_LIMITS = { maxRosettes: 500, maxLogs: 50, maxOrders: 50 } as const

/** So many rosettes of one plan off so many logs. */
export interface BatchOrder {
  readonly plan: Plan
  readonly rosetteCount: number
  /** Logs made for each of its rings of tiles; all its rosettes share them. */
  readonly logCount: number
}

/** The logs of one ring for all rosettes of its order. */
export interface BatchLogs {
  readonly planName: string
  readonly ringId: string
  readonly ringName: string
  readonly rosetteCount: number
  /** Tiles that are laid, without spares. */
  readonly tileCount: number
  readonly spareCount: number
  readonly log: LogPlan
  /** Share of all log length that the saw turns to dust. */
  readonly kerfLossRatio: number
  /** Share of all log length that is not laid: dust, trim and spares. */
  readonly wasteRatio: number
}

/** Veneer of one colour and thickness for the whole batch. */
export interface BatchVeneer {
  /** Null where a ring has no picture yet, so that its colours are not known. */
  readonly name: string | null
  readonly colour: string | null
  readonly thicknessMm: number
  readonly pieces: number
  readonly piecesWithWaste: number
  /** With waste. */
  readonly areaMm2: number
}

/** What a batch takes. */
export interface BatchSolution {
  readonly rosetteCount: number
  readonly logs: readonly BatchLogs[]
  readonly veneers: readonly BatchVeneer[]
  /** Strips, boards, turned logs, shell and bought rings. */
  readonly parts: readonly BatchPart[]
  readonly totals: {
    readonly logCount: number
    readonly logLengthMm: number
    readonly tileCount: number
    readonly spareCount: number
    readonly veneerPieces: number
    readonly veneerAreaMm2: number
    /** Over all logs; null without any. */
    readonly kerfLossRatio: number | null
    readonly wasteRatio: number | null
  }
  /** `Plan: ring` for every ring whose thickness or kerf is not measured. */
  readonly missing: readonly string[]
}

interface TileNeed {
  readonly logs: BatchLogs
  readonly veneers: readonly BatchVeneer[]
}

/** Veneers of a ring without a picture: each column a plate of its own, in veneer of an unknown colour. */
function unknownVeneers(
  { plan, logCount }: BatchOrder,
  tiles: TileSolution,
  log: LogPlan,
): readonly BatchVeneer[] {
  const { kerfMm, planeAllowanceMm, squareAllowanceMm, veneerMm, wasteRatio } = plan.stock
  const pieces = tiles.rowCount * tiles.columns
  const piecesWithWaste = withWaste(pieces, wasteRatio)
  const stripMm = tiles.columnOuterWidthMm + planeAllowanceMm + (kerfMm ?? 0)
  const widthMm = logCount * stripMm + squareAllowanceMm
  const areaMm2 = piecesWithWaste * widthMm * log.lengthMm
  return [{ name: null, colour: null, thicknessMm: veneerMm, pieces, piecesWithWaste, areaMm2 }]
}

function veneersOf(recipe: MosaicRecipe): readonly BatchVeneer[] {
  return recipe.cutList.map(({ name, colour, thicknessMm, pieces, piecesWithWaste, areaMm2 }) => ({
    name,
    colour,
    thicknessMm,
    pieces,
    piecesWithWaste,
    areaMm2,
  }))
}

function sharedLog(order: BatchOrder, ring: TileRing): LogPlan | null {
  const { kerfMm, trimMm, spareTiles } = order.plan.stock
  if (kerfMm === null || ring.inlayThicknessMm === null) return null
  return planLog({
    tileCount: order.rosetteCount * ring.tileCount,
    spareTiles: order.rosetteCount * spareTiles,
    sliceThicknessMm: ring.inlayThicknessMm,
    kerfMm,
    trimMm,
    logCount: order.logCount,
  })
}

function logsOf(order: BatchOrder, ring: TileRing, log: LogPlan, sliceMm: number): BatchLogs {
  const { plan, rosetteCount } = order
  const tileCount = rosetteCount * ring.tileCount
  const totalMm = log.logCount * log.lengthMm
  return {
    planName: plan.name,
    ringId: ring.id,
    ringName: ring.name,
    rosetteCount,
    tileCount,
    spareCount: log.sliceCount - tileCount,
    log,
    kerfLossRatio: log.kerfLossMm / totalMm,
    wasteRatio: 1 - (tileCount * sliceMm) / totalMm,
  }
}

/** Null when something is not measured. */
function tileNeed(
  order: BatchOrder,
  ring: TileRing,
  tiles: TileSolution,
): Result<TileNeed, DataProblem> | null {
  const log = sharedLog(order, ring)
  const numbers = mosaicNumbers(order.plan, ring, tiles, log)
  if (log === null || numbers === null) return null
  const logs = logsOf(order, ring, log, numbers.sliceThicknessMm)
  if (ring.pattern === null) {
    return success({ logs, veneers: unknownVeneers(order, tiles, log) })
  }
  const recipe = mosaicRecipe(ring.pattern, numbers, PLAIN_OPTIONS)
  return recipe.ok ? success({ logs, veneers: veneersOf(recipe.value) }) : recipe
}

/** Like veneers of several rings as one. */
function sumVeneers(veneers: readonly BatchVeneer[]): readonly BatchVeneer[] {
  const byVeneer = new Map<string, BatchVeneer>()
  for (const veneer of veneers) {
    const key = JSON.stringify([veneer.name, veneer.colour, veneer.thicknessMm])
    const before = byVeneer.get(key)
    byVeneer.set(key, {
      ...veneer,
      pieces: veneer.pieces + (before?.pieces ?? 0),
      piecesWithWaste: veneer.piecesWithWaste + (before?.piecesWithWaste ?? 0),
      areaMm2: veneer.areaMm2 + (before?.areaMm2 ?? 0),
    })
  }
  return [...byVeneer.values()]
}

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0)
}

function totalsOf(
  logs: readonly BatchLogs[],
  veneers: readonly BatchVeneer[],
): BatchSolution['totals'] {
  const lengthOf = ({ log }: BatchLogs) => log.logCount * log.lengthMm
  const logLengthMm = sumOf(logs, lengthOf)
  const shareOf = (ratio: (entry: BatchLogs) => number) =>
    logLengthMm === 0 ? null : sumOf(logs, (entry) => ratio(entry) * lengthOf(entry)) / logLengthMm
  return {
    logCount: sumOf(logs, ({ log }) => log.logCount),
    logLengthMm,
    tileCount: sumOf(logs, ({ tileCount }) => tileCount),
    spareCount: sumOf(logs, ({ spareCount }) => spareCount),
    veneerPieces: sumOf(veneers, ({ piecesWithWaste }) => piecesWithWaste),
    veneerAreaMm2: sumOf(veneers, ({ areaMm2 }) => areaMm2),
    kerfLossRatio: shareOf(({ kerfLossRatio }) => kerfLossRatio),
    wasteRatio: shareOf(({ wasteRatio }) => wasteRatio),
  }
}

function countProblem({ plan, rosetteCount, logCount }: BatchOrder): DataProblem | null {
  const counts = [
    ['rosettes', rosetteCount, BATCH_LIMITS.maxRosettes],
    ['logs', logCount, BATCH_LIMITS.maxLogs],
  ] as const
  for (const [place, count, limit] of counts) {
    if (Number.isInteger(count) && count >= 1 && count <= limit) continue
    const message = `${String(count)} is not a whole number from 1 to ${String(limit)}`
    return dataProblem(plan.name, place, message)
  }
  return null
}

interface Gathered {
  readonly logs: BatchLogs[]
  readonly veneers: BatchVeneer[]
  readonly parts: BatchPart[]
  readonly missing: string[]
}

function gatherRing(into: Gathered, order: BatchOrder, solved: RingSolution): DataProblem | null {
  const { ring, tiles } = solved
  const name = `${order.plan.name}: ${ring.name}`
  if (ring.kind === 'tile' && tiles !== null) {
    const need = tileNeed(order, ring, tiles)
    if (need === null) into.missing.push(name)
    else if (!need.ok) return need.error
    else {
      into.logs.push(need.value.logs)
      into.veneers.push(...need.value.veneers)
    }
    return null
  }
  const part = partOf(order, solved)
  if (part === null) into.missing.push(name)
  else into.parts.push(part)
  return null
}

/**
 * What several rosettes take when those of one plan share their logs: N·count tiles and spares for each,
 * sliced off the logs evenly; veneer by colour and thickness; strips, boards, shell and bought rings.
 * Refuses counts beyond `BATCH_LIMITS` and patterns that cannot be built.
 */
export function solveBatch(orders: readonly BatchOrder[]): Result<BatchSolution, DataProblem> {
  if (orders.length > BATCH_LIMITS.maxOrders) {
    const message = `has ${String(orders.length)} plans, which is above the limit ${String(BATCH_LIMITS.maxOrders)}`
    return failure(dataProblem('batch', '', message))
  }
  const gathered: Gathered = { logs: [], veneers: [], parts: [], missing: [] }
  for (const order of orders) {
    const problem = countProblem(order)
    if (problem !== null) return failure(problem)
    for (const solved of solveRosette(order.plan).rings) {
      const refused = gatherRing(gathered, order, solved)
      if (refused !== null) return failure(refused)
    }
  }
  const veneers = sumVeneers(gathered.veneers)
  return success({
    rosetteCount: sumOf(orders, ({ rosetteCount }) => rosetteCount),
    logs: gathered.logs,
    veneers,
    parts: gathered.parts,
    totals: totalsOf(gathered.logs, veneers),
    missing: gathered.missing,
  })
}
