import { bladeReachMm } from '../library/blade-reach.ts'
import type { Blade } from '../library/blade.schema.ts'
import type { Machine } from '../library/machine.schema.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import type { SawBatch } from '../rosette/saw-batches.ts'
import type { Move, ToolpathProgram } from './move.ts'

/** The blade goes through the stock and so far into the slide's bed, mm. */
const INTO_BED_MM = 0.5
/** Room between the teeth and the stock before and after a cut, mm. */
const CLEAR_OF_STOCK_MM = 3
/** The blade travels so high above the stock, mm. */
const SLIDE_SAFE_MM = 5

/** A batch to be sawn on a powered slide. */
export interface SlideJob {
  readonly id: string
  readonly batch: SawBatch
  readonly blade: Blade
  readonly machine: Machine
  readonly spindleRpm: number
  /** As it is asked for; the program is no faster than the bite and the machine allow. */
  readonly feedMmPerMin: number
  /** The most one tooth may take, mm. */
  readonly largestBiteMm: number
}

/** Why there is no program for a batch. */
export type SlideProblem =
  | { readonly kind: 'not-known'; readonly what: 'kerf' | 'marked speed' | 'flange' }
  | { readonly kind: 'no-slide'; readonly machineName: string }
  | { readonly kind: 'other-kerf'; readonly kerfMm: number; readonly plannedMm: number }
  | { readonly kind: 'past-mark'; readonly spindleRpm: number; readonly maxRpm: number }
  | { readonly kind: 'spindle'; readonly minRpm: number; readonly maxRpm: number }
  | { readonly kind: 'reach'; readonly reachMm: number; readonly neededMm: number }
  | { readonly kind: 'nothing-to-saw' }

/** A problem in shop English, without a full stop. */
export function slideProblemSentence(problem: SlideProblem): string {
  switch (problem.kind) {
    case 'not-known':
      return `the blade's ${problem.what} is not on record: measure it`
    case 'no-slide':
      return `${problem.machineName} is no powered slide`
    case 'other-kerf':
      return `the blade cuts ${String(problem.kerfMm)} mm and the batch was worked out for ${String(problem.plannedMm)} mm`
    case 'past-mark':
      return `${String(problem.spindleRpm)} rpm are more than the ${String(problem.maxRpm)} marked on the blade`
    case 'spindle':
      return `the machine turns at ${String(problem.minRpm)} to ${String(problem.maxRpm)} rpm`
    case 'reach':
      return `the blade reaches ${problem.reachMm.toFixed(1)} mm past its flange, ${problem.neededMm.toFixed(1)} mm are needed`
    case 'nothing-to-saw':
      return 'the batch has no cut'
  }
}

/** What keeps a speed from being run. */
function speedProblem({ blade, machine, spindleRpm }: SlideJob): SlideProblem | null {
  const { minRpm, maxRpm } = machine.spindle
  if (blade.maxRpm === null) return { kind: 'not-known', what: 'marked speed' }
  if (spindleRpm > blade.maxRpm) return { kind: 'past-mark', spindleRpm, maxRpm: blade.maxRpm }
  return spindleRpm < minRpm || spindleRpm > maxRpm ? { kind: 'spindle', minRpm, maxRpm } : null
}

/** What keeps a blade from sawing a batch. */
function bladeProblem({ batch, blade }: SlideJob): SlideProblem | null {
  const { kerfMm, flangeDiameterMm, diameterMm } = blade
  if (kerfMm === null) return { kind: 'not-known', what: 'kerf' }
  if (kerfMm !== batch.kerfMm) return { kind: 'other-kerf', kerfMm, plannedMm: batch.kerfMm }
  if (flangeDiameterMm === null) return { kind: 'not-known', what: 'flange' }
  const reachMm = bladeReachMm(diameterMm, flangeDiameterMm)
  const neededMm = batch.heightMm + INTO_BED_MM
  return reachMm < neededMm ? { kind: 'reach', reachMm, neededMm } : null
}

/** Half of what a round blade covers along the slide at the stock's top, mm: √(d·(D − d)), d its depth. */
export function halfChordMm(diameterMm: number, depthMm: number): number {
  return Math.sqrt(Math.max(0, depthMm * (diameterMm - depthMm)))
}

/** Feed of a batch, mm/min: as asked, no more than the largest bite (F = fz·n·z) nor the slide's rate. */
export function slideFeedMmPerMin(job: SlideJob): number {
  const { blade, machine, spindleRpm, feedMmPerMin, largestBiteMm } = job
  const byBite = largestBiteMm * spindleRpm * blade.teeth
  return Math.floor(Math.min(feedMmPerMin, byBite, machine.maxRateMmPerMin.y) * 10) / 10
}

/** One cut: to the stop high, down beside the stock, through it one way, and up before anything else moves. */
function cutMoves(job: SlideJob, cut: { readonly number: number; readonly bladeMm: number }) {
  const { batch, blade, machine, spindleRpm } = job
  const depthMm = batch.heightMm + INTO_BED_MM
  const beyondMm = halfChordMm(blade.diameterMm, depthMm) + CLEAR_OF_STOCK_MM
  const feedMmPerMin = slideFeedMmPerMin(job)
  const xMm = cut.bladeMm
  const [startMm, endMm] = [-beyondMm, batch.acrossMm + beyondMm]
  const up: Move = { kind: 'rapid', to: { zMm: SLIDE_SAFE_MM } }
  const isFirst = cut.number === 1
  const spinUp: readonly Move[] = [
    { kind: 'spindle', state: 'on', speedRpm: spindleRpm },
    { kind: 'dwell', seconds: machine.spindle.spinUpSeconds },
  ]
  const stop: readonly Move[] = [
    { kind: 'spindle', state: 'off', speedRpm: 0 },
    // as long as it takes to start it takes to stand still, before a hand comes near
    { kind: 'dwell', seconds: machine.spindle.spinUpSeconds },
  ]
  const isHeld = machine.clampedByHand ?? true
  const of = `cut ${String(cut.number)} of ${String(batch.table.rows.length)}`
  const wait: Move = { kind: 'pause', text: `${of}: take off what is sawn, clamp, go on` }
  return [
    { kind: 'comment', text: of },
    { kind: 'rapid', to: { xMm, yMm: startMm } },
    ...(isHeld ? [wait, up] : []),
    ...(isHeld || isFirst ? spinUp : []),
    {
      kind: 'line',
      to: { xMm, yMm: startMm, zMm: -depthMm },
      feedMmPerMin: Math.min(feedMmPerMin, machine.maxRateMmPerMin.z),
      role: 'plunge',
    },
    { kind: 'line', to: { xMm, yMm: endMm, zMm: -depthMm }, feedMmPerMin, role: 'cut' },
    up,
    ...(isHeld || cut.number === batch.table.rows.length ? stop : []),
  ] satisfies readonly Move[]
}

/**
 * The program that saws a batch on a powered slide. X runs along the stock from its squared end, Y across it,
 * Z up from its top; the blade stands in the middle of each kerf, is lowered beside the stock, fed through it
 * once, lifted clear of it and only then taken back, so that it never runs backwards in a kerf. A slide clamped
 * by hand stops the blade and waits before every cut.
 */
export function slideProgram(job: SlideJob): Result<ToolpathProgram, SlideProblem> {
  const { batch, blade, machine } = job
  if (machine.kind !== 'saw-slide') return failure({ kind: 'no-slide', machineName: machine.name })
  const { rows } = batch.table
  if (rows.length === 0) return failure({ kind: 'nothing-to-saw' })
  const problem = bladeProblem(job) ?? speedProblem(job)
  if (problem !== null) return failure(problem)
  const what =
    batch.kind === 'slices' ? 'slices off the log' : `strips off plate ${String(batch.plate)}`
  return success({
    id: job.id,
    stage: 'saw-slices',
    title: `${batch.ringName}, ${what}`,
    toolId: blade.id,
    moves: [
      { kind: 'rapid', to: { zMm: SLIDE_SAFE_MM } },
      {
        kind: 'comment',
        text: `Stock ${batch.usableMm.toFixed(2)} long, ${batch.heightMm.toFixed(2)} high`,
      },
      ...rows.flatMap(({ cut, bladeMm }) => cutMoves(job, { number: cut, bladeMm })),
    ],
  })
}
