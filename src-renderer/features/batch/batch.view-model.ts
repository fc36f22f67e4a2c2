import type { BatchPart } from '#core/rosette/batch-parts.ts'
import type { BatchSolution } from '#core/rosette/batch.ts'
import { formatDecimal, formatLength, formatLengthNumber } from '#core/units/format-length.ts'
import { MM_PER_INCH } from '#core/units/length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { batchStrings as words } from './batch.strings.ts'

/** An area in the chosen unit: cm² or in². */
export function areaText(areaMm2: number, unit: LengthUnit): string {
  return unit === 'mm'
    ? words.squareCm(formatDecimal(areaMm2 / 100, 0))
    : words.squareIn(formatDecimal(areaMm2 / MM_PER_INCH ** 2, 1))
}

/** A share in percent with one decimal. */
export function percentText(ratio: number): string {
  return words.percent(formatDecimal(ratio * 100, 1))
}

/** One number of the summary. */
export interface Total {
  readonly id: keyof typeof words.totals
  readonly text: string
}

/** The summary's numbers, in the order one buys and saws. */
export function totalsOf(batch: BatchSolution, unit: LengthUnit): readonly Total[] {
  const { totals } = batch
  const share = (ratio: number | null) => (ratio === null ? words.noLogs : percentText(ratio))
  const count = (value: number) => formatDecimal(value, 0)
  return [
    { id: 'rosettes', text: count(batch.rosetteCount) },
    { id: 'tiles', text: count(totals.tileCount) },
    { id: 'spares', text: count(totals.spareCount) },
    { id: 'logs', text: count(totals.logCount) },
    { id: 'veneers', text: count(totals.veneerPieces) },
    { id: 'area', text: areaText(totals.veneerAreaMm2, unit) },
    { id: 'kerf', text: share(totals.kerfLossRatio) },
    { id: 'waste', text: share(totals.wasteRatio) },
  ]
}

/** The size of one piece of a part. */
export function partSize(part: BatchPart, unit: LengthUnit): string {
  const number = (value: number) => formatLengthNumber(value, unit)
  const length = (value: number) => formatLength(value, unit)
  switch (part.kind) {
    case 'strip':
      return words.by(number(part.lengthMm), length(part.widthMm))
    case 'arcs':
    case 'shell':
      return words.by(number(part.boardLengthMm), length(part.boardWidthMm))
    case 'disc':
    case 'bought':
      return length(part.widthMm)
  }
}
