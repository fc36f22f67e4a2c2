import { formatDecimal, formatLength } from '#core/units/format-length.ts'
import { MM_PER_INCH } from '#core/units/length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import type { ProgramPreview } from '#core/contract/job.contract.ts'
import type { Bounds2 } from '#core/geometry/bounds.ts'
import type { Tool } from '#core/library/tool.schema.ts'
import { isOwnBoard } from '#core/rosette/stage.ts'
import { traceBounds } from '../../drawing/trace-bounds.ts'
import type { DrawnTool } from '../../stock-3d/stock-scene.ts'
import { traceMoves, type Trace } from '../../drawing/toolpath-trace.ts'

/** Used to share out the time of rapids when the machine is not in the library; the total stays the program's own. */
export const USUAL_RAPID_MM_PER_MIN = 5000

/** A program ready to be drawn and played. */
export function programTrace(program: ProgramPreview, rapidMmPerMin: number | null): Trace {
  return traceMoves(program.moves, {
    rapidMmPerMin: rapidMmPerMin ?? USUAL_RAPID_MM_PER_MIN,
    totalSeconds: program.estimatedSeconds,
  })
}

/** A length of travel: metres or feet once it is longer than a bench. */
export function formatTravel(lengthMm: number, unit: LengthUnit): string {
  if (lengthMm < 1000) return formatLength(lengthMm, unit)
  return unit === 'mm'
    ? `${formatDecimal(lengthMm / 1000, 2)} m`
    : `${formatDecimal(lengthMm / (12 * MM_PER_INCH), 1)} ft`
}

/** Height over time as an SVG path in a box of the given size; straight, because Z moves evenly along every stretch. */
export function depthPath(trace: Trace, widthPx: number, heightPx: number): string {
  const range = trace.highestZMm - trace.lowestZMm || 1
  const x = (seconds: number) => ((seconds / (trace.totalSeconds || 1)) * widthPx).toFixed(2)
  const y = (zMm: number) => (((trace.highestZMm - zMm) / range) * heightPx).toFixed(2)
  return trace.stretches
    .map(
      (stretch, index) =>
        `${index === 0 ? 'M' : 'L'}${x(stretch.startSeconds)} ${y(stretch.from.zMm)}L${x(stretch.startSeconds + stretch.seconds)} ${y(stretch.to.zMm)}`,
    )
    .join('')
}

/** Place of the top surface in the depth strip, px from above. */
export function topLinePx(trace: Trace, heightPx: number): number {
  return (trace.highestZMm / (trace.highestZMm - trace.lowestZMm || 1)) * heightPx
}

/** How far below the top a program goes, mm. */
export function deepestMm({ moves }: ProgramPreview): number {
  return moves.reduce((deepest, move) => {
    const zMm = 'to' in move ? move.to.zMm : undefined
    return zMm === undefined ? deepest : Math.max(deepest, -zMm)
  }, 0)
}

/** What the cut itself covers from above: rapids apart. */
export function cutTraceBounds(trace: Trace): Bounds2 {
  const below = trace.stretches.filter(({ from, to }) => Math.min(from.zMm, to.zMm) < 0)
  return traceBounds([{ ...trace, stretches: below.length > 0 ? below : trace.stretches }])
}

/** A bit as it is drawn to scale: what is not measured is drawn as usual for its diameter. */
export function drawnTool({ diameterMm, fluteLengthMm, stickoutMm }: Tool): DrawnTool {
  const flutes = fluteLengthMm ?? 3 * diameterMm
  return { diameterMm, fluteLengthMm: flutes, stickoutMm: Math.max(flutes, stickoutMm ?? flutes) }
}

/** Under shell and under a top of unknown thickness so much is shown, mm. */
const SHOWN_BELOW_MM = 0.5

/** Thickness of the block a program cuts: the top where it is known, else a little more than the cut. */
export function stockThicknessMm(program: ProgramPreview, topThicknessMm: number | null): number {
  const cutMm = deepestMm(program)
  const ofTop = isOwnBoard(program.stage) ? null : topThicknessMm
  return Math.max(cutMm + 0.05, ofTop ?? cutMm + SHOWN_BELOW_MM)
}
