import type { TileOption } from '#core/rosette/ring-options.ts'
import { solutionStrings as words } from './solution.strings.ts'

const WIDTH = 132
const HEIGHT = 104
const MARGIN = 6
/** More lines than this are a grey patch at this size. */
const MOST_LINES = 24

/** One tile as it comes out, over a dashed one as the picture wants it; the neck is up. */
export function TileShapePicture({ option, heightMm }: { option: TileOption; heightMm: number }) {
  const { tileCount, innerWidthMm, outerWidthMm, wantedWidthMm, columns } = option
  const widestMm = Math.max(outerWidthMm, wantedWidthMm)
  const scale = Math.min((WIDTH - 2 * MARGIN) / widestMm, (HEIGHT - 2 * MARGIN) / heightMm)
  const half = (widthMm: number) => (widthMm * scale) / 2
  const [top, bottom] = [(HEIGHT - heightMm * scale) / 2, (HEIGHT + heightMm * scale) / 2]
  const middle = WIDTH / 2
  const [outer, inner, wanted] = [half(outerWidthMm), half(innerWidthMm), half(wantedWidthMm)]
  const lines = columns > 1 && columns <= MOST_LINES ? columns : 1
  const columnLines = Array.from({ length: lines - 1 }, (_, index) => {
    const share = (2 * (index + 1)) / lines - 1
    return `M${String(middle + share * outer)} ${String(top)}L${String(middle + share * inner)} ${String(bottom)}`
  }).join('')
  return (
    <svg
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      className="tile-shape"
      role="img"
      aria-label={words.picture(tileCount)}
    >
      <path
        className="tile-shape-got"
        d={`M${String(middle - outer)} ${String(top)}H${String(middle + outer)}L${String(middle + inner)} ${String(bottom)}H${String(middle - inner)}Z`}
      />
      <path className="tile-shape-lines" d={columnLines} />
      <path
        className="tile-shape-wanted"
        d={`M${String(middle - wanted)} ${String(top)}H${String(middle + wanted)}V${String(bottom)}H${String(middle - wanted)}Z`}
      />
    </svg>
  )
}
