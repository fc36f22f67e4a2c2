import { dataProblem, type DataProblem } from '../outcome/problem.ts'
import { failure, type Result } from '../outcome/result.ts'
import { STOCK_DEFAULTS } from './migrate-plan.ts'
import { checkPlan } from './parse-plan.ts'
import { type Plan, PLAN_VERSION, type Ring } from './plan.schema.ts'
import {
  RING_STACKS,
  SOUNDHOLE_PRESETS,
  type RingStack,
  type SoundholePreset,
  type StackedRing,
} from './presets.ts'
import { tileCountFor } from './tiles.ts'

/** What only the maker's calliper knows; null blocks until it is measured. */
export interface MeasuredStart {
  readonly topThicknessMm: number | null
  readonly fingerboardWidthMm: number | null
  readonly kerfMm: number | null
}

/** Nothing measured yet. */
export const NOTHING_MEASURED: MeasuredStart = {
  topThicknessMm: null,
  fingerboardWidthMm: null,
  kerfMm: null,
}

/** Inlay stands so far above the top before it is scraped, mm (domain: 0.1 to 0.3). */
const PROUD_MM = 0.2
const VENEER_MM = 0.5

/** A bit with feeds at 3 % of its diameter for each tooth, and passes of half its diameter at most. */
interface StartingBit {
  readonly toolId: string
  readonly diameterMm: number
  readonly spindleRpm: number
  readonly feedMmPerMin: number
  readonly maxDepthPerPassMm: number
}

/** Widest first. */
const STARTING_BITS: readonly StartingBit[] = [
  {
    toolId: 'downcut-2.0-2f',
    diameterMm: 2,
    spindleRpm: 18_000,
    feedMmPerMin: 2400,
    maxDepthPerPassMm: 0.8,
  },
  {
    toolId: 'downcut-1.6-2f',
    diameterMm: 1.5875,
    spindleRpm: 18_000,
    feedMmPerMin: 1800,
    maxDepthPerPassMm: 0.7,
  },
  {
    toolId: 'downcut-1.0-2f',
    diameterMm: 1,
    spindleRpm: 24_000,
    feedMmPerMin: 1500,
    maxDepthPerPassMm: 0.4,
  },
  {
    toolId: 'downcut-0.8-2f',
    diameterMm: 0.8,
    spindleRpm: 24_000,
    feedMmPerMin: 1200,
    maxDepthPerPassMm: 0.3,
  },
]
/** Room for glue on each side of an inlay, mm. */
const CLEARANCE_MM = 0.05
/** A bit of this share of the narrowest channel leaves a pass for each wall. */
const ROOMY_SHARE = 0.85

/** The widest bit with room for a pass along each wall of the narrowest channel. */
function startingBit(rings: readonly Ring[]): StartingBit {
  const narrowestMm =
    Math.min(...rings.map((ring) => ring.outerRadiusMm - ring.innerRadiusMm)) + 2 * CLEARANCE_MM
  const roomy = STARTING_BITS.find(({ diameterMm }) => diameterMm <= ROOMY_SHARE * narrowestMm)
  const finest = STARTING_BITS.at(-1)
  if (finest === undefined) throw new Error('there are bits to start with')
  return roomy ?? finest
}

function idOf(name: string, taken: ReadonlySet<string>): string {
  const stem = name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return taken.has(stem) ? `${stem}-${String(taken.size + 1)}` : stem
}

/** Sums of decimals as decimals: to a millionth of a millimetre. */
function tidyMm(lengthMm: number): number {
  return Math.round(lengthMm * 1e6) / 1e6
}

function placedRing(stacked: StackedRing, insideMm: number, id: string): Ring {
  const innerRadiusMm = tidyMm(insideMm + stacked.landMm)
  const outerRadiusMm = tidyMm(innerRadiusMm + stacked.widthMm)
  const place = { id, innerRadiusMm, outerRadiusMm, proudMm: PROUD_MM }
  const { ring } = stacked
  if (ring.kind !== 'tile') return { ...ring, ...place }
  const tileCount = tileCountFor({ innerRadiusMm, outerRadiusMm }, ring.columns * VENEER_MM)
  return { ...ring, ...place, tileCount }
}

function placeStack(stack: RingStack, soundholeRadiusMm: number): readonly Ring[] {
  const ids = new Set<string>()
  let insideMm = soundholeRadiusMm
  return stack.rings.map((stacked) => {
    const ring = placedRing(stacked, insideMm, idOf(stacked.ring.name, ids))
    ids.add(ring.id)
    insideMm = ring.outerRadiusMm
    return ring
  })
}

function cuttingWith(bit: StartingBit): Plan['cutting'] {
  return {
    machineId: 'bench-router-400',
    toolId: bit.toolId,
    spindleRpm: bit.spindleRpm,
    feedMmPerMin: bit.feedMmPerMin,
    plungeMmPerMin: bit.feedMmPerMin / 4,
    maxDepthPerPassMm: bit.maxDepthPerPassMm,
    stepoverRatio: 0.4,
    direction: 'climb',
    finishAllowanceMm: 0.15,
    clearancePerSideMm: CLEARANCE_MM,
    safeHeightMm: 5,
    stickoutMm: null,
  }
}

function buildPlan(hole: SoundholePreset, stack: RingStack, measured: MeasuredStart): Plan {
  const rings = placeStack(stack, hole.diameterMm / 2)
  return {
    schema: 'rmos.plan',
    version: PLAN_VERSION,
    name: `${stack.name}, ${hole.name.toLowerCase()}`,
    notes: `${stack.description} Soundhole: ${hole.source}. Rings: ${stack.source}.`,
    soundhole: { radiusMm: hole.diameterMm / 2, method: { kind: 'onion-skin', skinMm: 0.3 } },
    topThicknessMm: measured.topThicknessMm,
    topMaterialId: 'spruce-sitka',
    fingerboardWidthMm: measured.fingerboardWidthMm,
    rings: [...rings],
    stock: {
      kerfMm: measured.kerfMm,
      trimMm: 10,
      spareTiles: 5,
      veneerMm: VENEER_MM,
      ...STOCK_DEFAULTS,
    },
    cutting: cuttingWith(startingBit(rings)),
    sawing: null,
    drawings: [],
    drawnPaths: [],
    operations: [],
  }
}

/**
 * A new plan of a soundhole and a stack of rings. What a person chooses is filled in; what only a calliper
 * knows is as handed in, and null blocks. Refuses an id that is no preset's, and measures beyond the
 * plan's limits.
 */
export function newPlanFromPreset(
  soundholeId: string,
  stackId: string,
  measured: MeasuredStart = NOTHING_MEASURED,
): Result<Plan, DataProblem> {
  const hole = SOUNDHOLE_PRESETS.find(({ id }) => id === soundholeId)
  const stack = RING_STACKS.find(({ id }) => id === stackId)
  if (hole === undefined) {
    const known = SOUNDHOLE_PRESETS.map(({ id }) => id).join(', ')
    return failure(
      dataProblem('presets', 'soundhole', `"${soundholeId}" is none of them: ${known}`),
    )
  }
  if (stack === undefined) {
    const known = RING_STACKS.map(({ id }) => id).join(', ')
    return failure(dataProblem('presets', 'rings', `"${stackId}" is none of them: ${known}`))
  }
  return checkPlan(buildPlan(hole, stack, measured), `${stack.name}, ${hole.name.toLowerCase()}`)
}
