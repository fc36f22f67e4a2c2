import { useMemo } from 'react'
import type { OpenStripFamily } from '#core/contract/strips.contract.ts'
import { flatFace } from '#core/strips/laminate-shapes.ts'
import { builtWidthMm } from '#core/strips/laminate.ts'
import type { StripFamily } from '#core/strips/strip-family.schema.ts'
import { formatLength } from '#core/units/format-length.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Table, type Column } from '../../ui/Table.tsx'
import { Laminate } from './Laminate.tsx'
import { stripsStrings } from './strips.strings.ts'
import { useStrips } from './strips.store.ts'

const words = stripsStrings
/** How much longer than wide a little face is drawn. */
const THUMBNAIL_RATIO = 3.2

function Thumbnail({ family }: { family: StripFamily }) {
  const picture = useMemo(() => {
    const widthMm = flatFace(family, 1).heightMm
    return flatFace(family, widthMm * THUMBNAIL_RATIO)
  }, [family])
  return (
    <svg
      className="strip-thumbnail"
      aria-hidden="true"
      preserveAspectRatio="none"
      viewBox={`0 ${String(-picture.heightMm)} ${String(picture.widthMm)} ${String(picture.heightMm)}`}
    >
      <g transform="scale(1 -1)">
        <Laminate picture={picture} selectedStripId={null} />
      </g>
    </svg>
  )
}

/** The families as a table; the chosen one opens beside it. */
export function FamilyTable({ families }: { families: readonly OpenStripFamily[] }) {
  const unit = useUnits()
  const open = useStrips((state) => state.open)
  const present = useStrips((state) => state.history?.present ?? null)
  const show = useStrips((state) => state.show)
  const columns = useMemo<readonly Column<OpenStripFamily>[]>(() => {
    /** What is being changed is shown as it is on the screen. */
    const shown = ({ familyId, family }: OpenStripFamily) =>
      present !== null && familyId === present.id ? present : family
    return [
      {
        id: 'picture',
        head: words.columns.picture,
        cell: (row) => <Thumbnail family={shown(row)} />,
      },
      {
        id: 'name',
        head: words.columns.name,
        cell: (row) => (
          <span className="strip-name">
            <strong>{shown(row).name}</strong>
            <span className="caption">
              {words.kinds[shown(row).construction.kind]}
              {' · '}
              {row.origin === 'shipped' ? words.shipped : words.lanes[shown(row).lane]}
            </span>
          </span>
        ),
      },
      {
        id: 'width',
        head: words.columns.width,
        numeric: true,
        cell: (row) => {
          const widthMm = builtWidthMm(shown(row))
          return widthMm === null ? (
            <span className="strip-unknown">{words.notMeasured}</span>
          ) : (
            formatLength(widthMm, unit)
          )
        },
      },
    ]
  }, [unit, present])
  return (
    <Table
      label={words.table}
      rows={families}
      columns={columns}
      keyOf={({ familyId }) => familyId}
      selectedKey={open?.familyId ?? null}
      onSelect={(row) => void show(row)}
    />
  )
}
