import { formatDecimal } from '#core/units/format-length.ts'
import { MM_PER_INCH } from '#core/units/length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { ToolpathLegend } from '../drawing/ToolpathDrawing.tsx'
import type { Trace } from '../drawing/toolpath-trace.ts'
import type { ColourBy } from './path-lines.ts'
import { stock3dStrings as words } from './stock-3d.strings.ts'

/** What a `StockLegend` takes. */
export interface StockLegendProps {
  readonly trace: Trace
  readonly colourBy: ColourBy
  readonly fastestMmPerMin: number
  readonly unit: LengthUnit
}

function feedText(feedMmPerMin: number, unit: LengthUnit): string {
  return unit === 'mm'
    ? `${formatDecimal(feedMmPerMin, 0)} mm/min`
    : `${formatDecimal(feedMmPerMin / MM_PER_INCH, 1)} in/min`
}

/** What the colours of the path mean: kinds by name, or a scale with its ends. */
export function StockLegend({ trace, colourBy, fastestMmPerMin, unit }: StockLegendProps) {
  if (colourBy === 'kind') return <ToolpathLegend trace={trace} />
  const isFeed = colourBy === 'feed'
  return (
    <p className="stock-scale">
      {isFeed ? words.feedLow : words.engagementLow}
      <span className="stock-scale-bar" aria-hidden="true" />
      {isFeed ? words.feedHigh(feedText(fastestMmPerMin, unit)) : words.engagementHigh}
    </p>
  )
}
