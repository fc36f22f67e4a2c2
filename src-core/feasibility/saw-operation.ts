import { findRecord } from '../library/find-record.ts'
import type { Material } from '../library/material.schema.ts'
import type { JobContext } from './job-context.ts'
import type { RingSolution } from '../rosette/solve-rosette.ts'

/** One kind of cut on the saw, as the saw rules see it. */
export interface SawOperation {
  /** `log:<ring>`, `columns:<ring>` or `disc:<ring>`. */
  readonly subject: string
  /** What to call it in a sentence. */
  readonly name: string
  /** `end-grain`: slices off a log; `strip`: strips along the grain. */
  readonly cut: 'end-grain' | 'strip'
  /** What comes off, in the direction of the stop, mm; null while it is not measured. */
  readonly sliceMm: number | null
  /** How high the blade must reach, mm. */
  readonly workHeightMm: number
  /** The shorter and the longer side of the face that lies on the table, mm. */
  readonly pieceWidthMm: number
  readonly pieceLengthMm: number
  readonly material: Material | null
}

function tileCuts(
  job: JobContext,
  { ring, widthMm, tiles }: RingSolution,
): readonly SawOperation[] {
  if (ring.kind !== 'tile' || tiles === null) return []
  const material = findRecord(job.materials, ring.materialId)
  const logLengthMm = tiles.log?.lengthMm ?? 0
  const slices: SawOperation = {
    subject: `log:${ring.id}`,
    name: `Slicing the log of "${ring.name}"`,
    cut: 'end-grain',
    sliceMm: ring.inlayThicknessMm,
    workHeightMm: Math.min(widthMm, tiles.outerWidthMm),
    pieceWidthMm: Math.min(widthMm, tiles.outerWidthMm),
    pieceLengthMm: logLengthMm,
    material,
  }
  const columns: SawOperation = {
    subject: `columns:${ring.id}`,
    name: `Sawing the columns of "${ring.name}" off their plates`,
    cut: 'strip',
    sliceMm: tiles.columnOuterWidthMm + job.plan.stock.planeAllowanceMm,
    workHeightMm: widthMm,
    pieceWidthMm: widthMm,
    pieceLengthMm: logLengthMm,
    material,
  }
  return tiles.columns > 1 ? [columns, slices] : [slices]
}

function discCuts(job: JobContext, { ring, widthMm }: RingSolution): readonly SawOperation[] {
  if (ring.kind !== 'disc') return []
  return [
    {
      subject: `disc:${ring.id}`,
      name: `Slicing rings off the turned log of "${ring.name}"`,
      cut: 'end-grain',
      sliceMm: ring.inlayThicknessMm,
      // the log is turned against the blade, which then has to get through its wall only
      workHeightMm: widthMm,
      pieceWidthMm: 2 * ring.outerRadiusMm,
      pieceLengthMm: ring.blankLengthMm ?? 0,
      material: findRecord(job.materials, ring.materialId),
    },
  ]
}

/** Everything of a job that is sawn, ring by ring from the inside out: columns before the log they become. */
export function sawOperationsOf(job: JobContext): readonly SawOperation[] {
  return job.solution.rings.flatMap((solved) => [
    ...tileCuts(job, solved),
    ...discCuts(job, solved),
  ])
}
