import { useMemo, type PointerEvent } from 'react'
import type { MosaicRecipe } from '#core/pattern/mosaic-recipe.schema.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import { lightUp } from '../../drawing/light-up.ts'
import { useHighlight } from '../../session/highlight.store.ts'
import { classNames } from '../../ui/class-names.ts'
import { recipeStrings as words } from './recipe.strings.ts'
import { plateOfHighlight, tilePaths } from './recipe.view-model.ts'

/** What a `TileAndLog` takes. */
export interface TileAndLogProps {
  readonly ringId: string
  readonly pattern: Pattern
  readonly recipe: MosaicRecipe
}

/** The cell under the pointer, column 0 at the right and row 0 at the bottom. */
function lightUnderPointer(
  { ringId, recipe }: TileAndLogProps,
  event: PointerEvent<SVGSVGElement>,
): void {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
  const across = Math.floor(((event.clientX - left) / width) * recipe.columns)
  const down = Math.floor(((event.clientY - top) / height) * recipe.rows)
  const column = recipe.columns - 1 - across
  const row = recipe.rows - 1 - down
  const inside = column >= 0 && column < recipe.columns && row >= 0 && row < recipe.rows
  lightUp(inside ? { ringId, tile: null, column, row } : null)
}

/** The strips of the log in order, each with the number of its plate. */
function LogStrips({ ringId, recipe }: TileAndLogProps) {
  const highlight = useHighlight((state) => state.highlight)
  const lit = plateOfHighlight(recipe, ringId, highlight)
  return (
    <ol className="recipe-log" aria-label={words.tileNote}>
      {recipe.logSequence.map(({ plate, flipped }, column) => (
        <li
          key={column}
          className={classNames(plate === lit && 'recipe-lit', flipped && 'recipe-flipped')}
          title={words.strip(column + 1, plate, flipped)}
          onPointerEnter={() => {
            lightUp({ ringId, tile: null, column, row: null })
          }}
          onPointerLeave={() => {
            lightUp(null)
          }}
        >
          {plate}
        </li>
      ))}
    </ol>
  )
}

/** The tile as it is seen from above, and the log's strips below their columns. */
export function TileAndLog(props: TileAndLogProps) {
  const { ringId, pattern, recipe } = props
  const highlight = useHighlight((state) => state.highlight)
  const paths = useMemo(() => tilePaths(pattern), [pattern])
  const colours = useMemo(
    () => new Map(pattern.palette.map(({ key, colour }) => [key, colour])),
    [pattern],
  )
  const lit = plateOfHighlight(recipe, ringId, highlight)
  const { rows, columns } = recipe
  const row = highlight?.ringId === ringId ? highlight.row : null
  const litColumns = recipe.logSequence.flatMap(({ plate }, column) =>
    plate === lit ? [column] : [],
  )
  return (
    <figure className="recipe-tile">
      <p className="caption">{words.outside}</p>
      <svg
        className="recipe-tile-picture"
        viewBox={`0 0 ${String(columns)} ${String(rows)}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.tileAndLog}
        onPointerMove={(event) => {
          lightUnderPointer(props, event)
        }}
        onPointerLeave={() => {
          lightUp(null)
        }}
      >
        {paths.map(({ key, path }) => (
          <path key={key} d={path} style={{ fill: colours.get(key) }} shapeRendering="crispEdges" />
        ))}
        {litColumns.map((column) => (
          <rect
            key={column}
            className="recipe-lit-cell"
            x={columns - 1 - column}
            width={1}
            height={rows}
          />
        ))}
        {row !== null && highlight?.column != null && (
          <rect
            className="recipe-lit-cell recipe-lit-one"
            x={columns - 1 - highlight.column}
            y={rows - 1 - row}
            width={1}
            height={1}
          />
        )}
      </svg>
      <LogStrips {...props} />
      <figcaption className="caption">{words.tileNote}</figcaption>
    </figure>
  )
}
