import type { MosaicRecipe } from '#core/pattern/mosaic-recipe.schema.ts'
import { formatLength, formatLengthNumber } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { useUnits } from '../../session/settings.store.ts'
import { type Column, Table } from '../../ui/Table.tsx'
import { recipeStrings as words } from './recipe.strings.ts'
import { type CutRow, cutRows } from './recipe.view-model.ts'

function columnsIn(unit: LengthUnit): readonly Column<CutRow>[] {
  return [
    {
      id: 'veneer',
      head: words.veneer,
      cell: ({ key, name, colour }) => (
        <span className="recipe-veneer">
          <span className="recipe-swatch" style={{ background: colour }} aria-hidden="true" />
          <strong>{key}</strong> {name}
        </span>
      ),
    },
    {
      id: 'thick',
      head: words.thick,
      numeric: true,
      cell: ({ thicknessMm }) => formatLength(thicknessMm, unit),
    },
    {
      id: 'size',
      head: words.pieceSize,
      numeric: true,
      cell: ({ widthMm, lengthMm }) =>
        words.size(formatLengthNumber(widthMm, unit), formatLength(lengthMm, unit)),
    },
    {
      id: 'pieces',
      head: words.pieces,
      numeric: true,
      cell: ({ pieces }) => <strong>{pieces}</strong>,
    },
    {
      id: 'spare',
      head: words.spare,
      numeric: true,
      cell: ({ spare }) => (spare === 0 ? '' : `+ ${String(spare)}`),
    },
    {
      id: 'plates',
      head: words.forPlates,
      numeric: true,
      cell: ({ plateNumbers }) => plateNumbers.join(' '),
    },
  ]
}

/** The veneer to cut, a line for each size. */
export function CutListTable({ recipe }: { recipe: MosaicRecipe }) {
  const unit = useUnits()
  const withSpares = recipe.cutList.reduce((sum, { piecesWithWaste }) => sum + piecesWithWaste, 0)
  const { pieces, widthMm, lengthMm } = recipe.sacrificial
  return (
    <>
      <Table
        label={words.cutList}
        rows={cutRows(recipe)}
        columns={columnsIn(unit)}
        keyOf={({ id }) => id}
      />
      <p>{words.total(recipe.pieceCount, withSpares)}</p>
      <p className="muted">
        {words.sacrificial(pieces, formatLengthNumber(widthMm, unit), formatLength(lengthMm, unit))}
      </p>
    </>
  )
}
