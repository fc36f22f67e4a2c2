import type { BatchPart } from './batch-parts.ts'
import type { BatchSolution } from './batch.ts'
import { csvField } from './csv-field.ts'

type Row = readonly (string | number | null)[]

/** Length and width of one piece of a part, mm; null where it has none. */
function sizeOf(part: BatchPart): readonly [number | null, number | null] {
  switch (part.kind) {
    case 'strip':
      return [part.lengthMm, part.widthMm]
    case 'arcs':
    case 'shell':
      return [part.boardLengthMm, part.boardWidthMm]
    case 'disc':
    case 'bought':
      return [null, part.widthMm]
  }
}

/**
 * A batch's stock as one table, CSV with a line for each log, veneer and part; lengths in mm, areas in mm².
 * `unknownVeneer` names veneer whose colour is not known yet.
 */
export function batchCsv(batch: BatchSolution, unknownVeneer: string): string {
  const head: Row = [
    ...['kind', 'plan', 'ring', 'item', 'count'],
    ...['length_mm', 'width_mm', 'thickness_mm', 'area_mm2', 'loss_percent'],
  ]
  const logs = batch.logs.map(({ planName, ringName, log, kerfLossRatio }): Row => [
    ...['log', planName, ringName, `${String(log.slicesPerLog)} slices`],
    ...[log.logCount, log.lengthMm, null, null, null, kerfLossRatio * 100],
  ])
  const veneers = batch.veneers.map(({ name, thicknessMm, piecesWithWaste, areaMm2 }): Row => [
    ...['veneer', null, null, name ?? unknownVeneer, piecesWithWaste],
    ...[null, null, thicknessMm, areaMm2, null],
  ])
  const parts = batch.parts.map((part): Row => {
    const [lengthMm, widthMm] = sizeOf(part)
    return [
      ...[part.kind, part.planName, part.ringName, part.materialId, part.count],
      ...[lengthMm, widthMm, part.thicknessMm, null, null],
    ]
  })
  const rows = [head, ...logs, ...veneers, ...parts]
  return `${rows.map((row) => row.map(csvField).join(',')).join('\r\n')}\r\n`
}
