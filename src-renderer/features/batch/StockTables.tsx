import type { BatchPart } from '#core/rosette/batch-parts.ts'
import type { BatchLogs, BatchSolution, BatchVeneer } from '#core/rosette/batch.ts'
import { formatDecimal, formatLength } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { useUnits } from '../../session/settings.store.ts'
import { type Column, Table } from '../../ui/Table.tsx'
import { batchStrings as words } from './batch.strings.ts'
import { areaText, partSize, percentText, totalsOf } from './batch.view-model.ts'

const count = (value: number) => formatDecimal(value, 0)

function logColumns(unit: LengthUnit): readonly Column<BatchLogs>[] {
  const { columns } = words
  return [
    { id: 'ring', head: columns.ring, cell: (row) => words.ringOf(row.planName, row.ringName) },
    { id: 'count', head: columns.count, numeric: true, cell: (row) => count(row.log.logCount) },
    {
      id: 'length',
      head: columns.length,
      numeric: true,
      cell: (row) => formatLength(row.log.lengthMm, unit),
    },
    {
      id: 'slices',
      head: columns.slices,
      numeric: true,
      cell: (row) => count(row.log.slicesPerLog),
    },
    { id: 'tiles', head: columns.tiles, numeric: true, cell: (row) => count(row.tileCount) },
    { id: 'spares', head: columns.spares, numeric: true, cell: (row) => count(row.spareCount) },
    {
      id: 'kerf',
      head: columns.kerf,
      numeric: true,
      cell: (row) => percentText(row.kerfLossRatio),
    },
    { id: 'waste', head: columns.waste, numeric: true, cell: (row) => percentText(row.wasteRatio) },
  ]
}

function VeneerName({ veneer }: { veneer: BatchVeneer }) {
  return (
    <span className="veneer-name">
      {veneer.colour !== null && <span className="swatch" style={{ background: veneer.colour }} />}
      {veneer.name ?? words.anyColour}
    </span>
  )
}

function veneerColumns(unit: LengthUnit): readonly Column<BatchVeneer>[] {
  const { columns } = words
  return [
    { id: 'veneer', head: columns.veneer, cell: (veneer) => <VeneerName veneer={veneer} /> },
    {
      id: 'thickness',
      head: columns.thickness,
      numeric: true,
      cell: ({ thicknessMm }) => formatLength(thicknessMm, unit),
    },
    { id: 'pieces', head: columns.pieces, numeric: true, cell: ({ pieces }) => count(pieces) },
    {
      id: 'waste',
      head: columns.withWaste,
      numeric: true,
      cell: ({ piecesWithWaste }) => count(piecesWithWaste),
    },
    {
      id: 'area',
      head: columns.area,
      numeric: true,
      cell: ({ areaMm2 }) => areaText(areaMm2, unit),
    },
  ]
}

function partColumns(unit: LengthUnit): readonly Column<BatchPart>[] {
  const { columns } = words
  return [
    { id: 'ring', head: columns.ring, cell: (part) => words.ringOf(part.planName, part.ringName) },
    { id: 'part', head: columns.part, cell: (part) => words.kinds[part.kind] },
    { id: 'size', head: columns.size, numeric: true, cell: (part) => partSize(part, unit) },
    {
      id: 'thickness',
      head: columns.thickness,
      numeric: true,
      cell: (part) => formatLength(part.thicknessMm, unit),
    },
    {
      id: 'count',
      head: columns.count,
      numeric: true,
      cell: (part) => (part.count === null ? words.notKnown : count(part.count)),
    },
  ]
}

/** The stock for a batch: what in all, and by log, veneer and part. */
export function StockTables({ batch }: { batch: BatchSolution }) {
  const unit = useUnits()
  const ringKey = ({ planName, ringId }: { planName: string; ringId: string }) =>
    `${planName}\n${ringId}`
  return (
    <>
      <dl className="batch-totals" aria-label={words.totals.label}>
        {totalsOf(batch, unit).map(({ id, text }) => (
          <div key={id} title={id === 'waste' ? words.wasteHint : undefined}>
            <dt>{words.totals[id]}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {batch.missing.length > 0 && (
        <p className="batch-missing">
          {words.missing} {batch.missing.join('; ')}
        </p>
      )}
      {batch.logs.length > 0 && (
        <section>
          <h3>{words.logTable}</h3>
          <Table
            label={words.logTable}
            rows={batch.logs}
            columns={logColumns(unit)}
            keyOf={ringKey}
          />
        </section>
      )}
      {batch.veneers.length > 0 && (
        <section>
          <h3>{words.veneerTable}</h3>
          <Table
            label={words.veneerTable}
            rows={batch.veneers}
            columns={veneerColumns(unit)}
            keyOf={({ name, colour, thicknessMm }) => JSON.stringify([name, colour, thicknessMm])}
          />
        </section>
      )}
      {batch.parts.length > 0 && (
        <section>
          <h3>{words.partTable}</h3>
          <Table
            label={words.partTable}
            rows={batch.parts}
            columns={partColumns(unit)}
            keyOf={ringKey}
          />
        </section>
      )}
    </>
  )
}
