import { memo, useMemo, type KeyboardEvent } from 'react'
import type { MosaicRecipe, Plate } from '#core/pattern/mosaic-recipe.schema.ts'
import { formatLengthNumber } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { lightUp } from '../../drawing/light-up.ts'
import { useHighlight } from '../../session/highlight.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { classNames } from '../../ui/class-names.ts'
import { recipeStrings as words } from './recipe.strings.ts'
import {
  inkOn,
  plateOfHighlight,
  plateRowOfHighlight,
  type StackRun,
  stackRuns,
} from './recipe.view-model.ts'

const WIDTH = 64
const HEIGHT = 216
/** A run lower than this has no room for its letter. */
const LEAST_LETTER = 11

interface StackProps {
  readonly plate: Plate
  readonly rows: number
  readonly colours: ReadonlyMap<string, string>
  readonly litRow: number | null
  readonly onRow: (row: number) => void
}

/** A stack in elevation: inside at the bottom, letters and counts where there is room. */
function Stack({ plate, rows, colours, litRow, onRow }: StackProps) {
  const rowPx = HEIGHT / rows
  return (
    <svg
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden="true"
    >
      {stackRuns(plate).map((run: StackRun) => {
        const y = HEIGHT - run.toRow * rowPx
        const height = (run.toRow - run.fromRow) * rowPx
        const colour = colours.get(run.key) ?? '#ffffff'
        const isLit = litRow !== null && litRow >= run.fromRow && litRow < run.toRow
        return (
          <g
            key={run.fromRow}
            onPointerMove={() => {
              onRow(run.fromRow)
            }}
          >
            <rect
              y={y}
              width={WIDTH}
              height={height}
              style={{ fill: colour }}
              className="recipe-bar"
            />
            {height >= LEAST_LETTER && (
              <text
                x={WIDTH / 2}
                y={y + height / 2 + 4}
                textAnchor="middle"
                style={{ fill: inkOn(colour) }}
              >
                {words.count(run.count, run.key)}
              </text>
            )}
            {isLit && (
              <rect
                y={y}
                width={WIDTH}
                height={height}
                className="recipe-lit-cell recipe-lit-one"
              />
            )}
          </g>
        )
      })}
    </svg>
  )
}

function stackText(plate: Plate): string {
  return stackRuns(plate)
    .map(({ count, key }) => words.count(count, key))
    .join(', ')
}

function focusByArrow(event: KeyboardEvent<HTMLButtonElement>): void {
  const item = event.currentTarget.parentElement
  const next = event.key === 'ArrowRight' ? item?.nextElementSibling : null
  const before = event.key === 'ArrowLeft' ? item?.previousElementSibling : null
  const button = (next ?? before)?.querySelector('button')
  if (button == null) return
  event.preventDefault()
  button.focus()
}

interface PlateCardProps {
  readonly plate: Plate
  readonly ringId: string
  readonly recipe: MosaicRecipe
  readonly colours: ReadonlyMap<string, string>
  readonly unit: LengthUnit
  readonly isLit: boolean
  readonly litRow: number | null
}

/** Lights a plate in every view, by the first of its columns; a row is one of its own stack. */
function lightPlate(
  { ringId, recipe, plate }: Pick<PlateCardProps, 'ringId' | 'recipe' | 'plate'>,
  row: number | null,
): void {
  const column = plate.columnIndices[0] ?? null
  const turned = column !== null && recipe.logSequence[column]?.flipped === true
  lightUp({ ringId, tile: null, column, row: row !== null && turned ? recipe.rows - 1 - row : row })
}

function lightNothing(): void {
  lightUp(null)
}

/** One plate: its blank, how many strips it gives, its stack. Drawn anew only when its own light changes. */
const PlateCard = memo(function PlateCard(props: PlateCardProps) {
  const { plate, recipe, colours, unit, isLit, litRow } = props
  const show = () => {
    lightPlate(props, null)
  }
  return (
    <button
      type="button"
      className={classNames('recipe-plate', isLit && 'recipe-lit')}
      aria-label={words.plateLabel(plate.number, plate.multiplicity, stackText(plate))}
      onKeyDown={focusByArrow}
      onFocus={show}
      onBlur={lightNothing}
      onPointerEnter={show}
      onPointerLeave={lightNothing}
    >
      <strong>{words.plate(plate.number)}</strong>
      <span className="recipe-plate-size">
        {words.size(
          formatLengthNumber(plate.blankWidthMm, unit),
          formatLengthNumber(plate.blankLengthMm, unit),
        )}
      </span>
      <span className="caption">{words.strips(plate.multiplicity)}</span>
      <Stack
        plate={plate}
        rows={recipe.rows}
        colours={colours}
        litRow={litRow}
        onRow={(row) => {
          lightPlate(props, row)
        }}
      />
    </button>
  )
})

/** What `Plates` takes. */
export interface PlatesProps {
  readonly ringId: string
  readonly recipe: MosaicRecipe
}

/** The plates with their stacks; the one whose strip is lit elsewhere is lit, and the other way round. */
export function Plates({ ringId, recipe }: PlatesProps) {
  const unit = useUnits()
  const highlight = useHighlight((state) => state.highlight)
  const lit = plateOfHighlight(recipe, ringId, highlight)
  const litRow = plateRowOfHighlight(recipe, ringId, highlight)
  const colours = useMemo(
    () => new Map(recipe.cutList.map(({ key, colour }) => [key, colour])),
    [recipe],
  )
  const shared = { ringId, recipe, colours, unit }
  return (
    <ul className="recipe-plates" aria-label={words.plates}>
      {recipe.plates.map((plate) => {
        const isLit = plate.number === lit
        return (
          <li key={plate.number}>
            <PlateCard {...shared} plate={plate} isLit={isLit} litRow={isLit ? litRow : null} />
          </li>
        )
      })}
    </ul>
  )
}
