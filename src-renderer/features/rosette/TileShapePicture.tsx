import type { TileRing } from '#core/rosette/plan.schema.ts'
import type { TileOption } from '#core/rosette/ring-options.ts'
import { solutionStrings as words } from './solution.strings.ts'

type Pattern = NonNullable<TileRing['pattern']>

const WIDTH = 132
const HEIGHT = 104
const MARGIN = 6
/** More lines than this are a grey patch at this size. */
const MOST_LINES = 24

/** More cells than this cannot be told apart at this size. */
const MOST_CELLS = 2500

/** A tile on the picture: half its width at the outer and at the inner end, px. */
interface Wedge {
  readonly outer: number
  readonly inner: number
  readonly top: number
  readonly bottom: number
}

/** The cells of each colour as one path; row 0 is at the inner end, columns run against the clock. */
function cellPaths(pattern: Pattern, { outer, inner, top, bottom }: Wedge) {
  const rows = pattern.rows.length
  const columns = pattern.rows[0]?.length ?? 1
  const at = (column: number, row: number) => {
    const share = row / rows
    const half = inner + (outer - inner) * share
    const x = WIDTH / 2 + half * (1 - (2 * column) / columns)
    return `${x.toFixed(2)} ${(bottom - (bottom - top) * share).toFixed(2)}`
  }
  const paths = new Map<string, string>()
  for (const [row, letters] of pattern.rows.entries()) {
    for (const [column, letter] of Array.from(letters).entries()) {
      const corners = [at(column, row), at(column + 1, row), at(column + 1, row + 1)]
      const cell = `M${corners.join('L')}L${at(column, row + 1)}Z`
      paths.set(letter, `${paths.get(letter) ?? ''}${cell}`)
    }
  }
  return pattern.palette.map(({ key, colour }) => ({ key, colour, path: paths.get(key) ?? '' }))
}

/** Lines between the columns of a tile whose picture is not known, or is too fine to show. */
function columnLines(columns: number, { outer, inner, top, bottom }: Wedge): string {
  if (columns < 2 || columns > MOST_LINES) return ''
  return Array.from({ length: columns - 1 }, (_, index) => {
    const share = (2 * (index + 1)) / columns - 1
    const [from, to] = [WIDTH / 2 + share * outer, WIDTH / 2 + share * inner]
    return `M${String(from)} ${String(top)}L${String(to)} ${String(bottom)}`
  }).join('')
}

/** One tile as it comes out, under a dashed one as the picture wants it; its outer end is up. */
export function TileShapePicture({ option, ring }: { option: TileOption; ring: TileRing }) {
  const { tileCount, innerWidthMm, outerWidthMm, wantedWidthMm, columns } = option
  const heightMm = ring.outerRadiusMm - ring.innerRadiusMm
  const widestMm = Math.max(outerWidthMm, wantedWidthMm)
  const scale = Math.min((WIDTH - 2 * MARGIN) / widestMm, (HEIGHT - 2 * MARGIN) / heightMm)
  const half = (widthMm: number) => (widthMm * scale) / 2
  const [top, bottom] = [(HEIGHT - heightMm * scale) / 2, (HEIGHT + heightMm * scale) / 2]
  const wedge = { outer: half(outerWidthMm), inner: half(innerWidthMm), top, bottom }
  const { outer, inner } = wedge
  const middle = WIDTH / 2
  const wanted = half(wantedWidthMm)
  const { pattern } = ring
  const shown = pattern !== null && pattern.rows.length * columns <= MOST_CELLS
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
      {shown ? (
        cellPaths(pattern, wedge).map(({ key, colour, path }) => (
          <path key={key} d={path} fill={colour} />
        ))
      ) : (
        <path className="tile-shape-lines" d={columnLines(columns, wedge)} />
      )}
      <path
        className="tile-shape-wanted"
        d={`M${String(middle - wanted)} ${String(top)}H${String(middle + wanted)}V${String(bottom)}H${String(middle - wanted)}Z`}
      />
    </svg>
  )
}
