import { ZoomIn } from 'lucide-react'
import { useMemo, useState } from 'react'
import { type PathFacts, segmentsOf } from '#core/drawing/packed-drawing.ts'
import { pathBounds } from '#core/geometry/path.ts'
import { formatLength } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { Segmented } from '../../ui/Choice.tsx'
import type { DrawingFacts } from './drawing-facts.ts'
import { useDrawings } from './drawings.store.ts'
import { drawingsStrings } from './drawings.strings.ts'
import { VirtualRows } from './VirtualRows.tsx'

const words = drawingsStrings.paths

function shapeOf({ circle, closed, segmentCount }: PathFacts, unit: LengthUnit): string {
  if (circle !== null) return words.circle(formatLength(2 * circle.radiusMm, unit))
  return closed ? words.closed(segmentCount) : words.open(segmentCount)
}

/** What is known of the chosen path. */
function PathDetails({ facts, path }: { facts: DrawingFacts; path: PathFacts }) {
  const unit = useUnits()
  const show = useDrawings((state) => state.show)
  const length = (mm: number) => formatLength(mm, unit, 'fine')
  const { circle, areaMm2, type, line, sourceCount, depth } = path
  const rows: (readonly [string, string])[] = [
    [words.shape, shapeOf(path, unit)],
    [words.layer, facts.packed.layerNames[path.layer] ?? ''],
    [words.length, length(path.lengthMm)],
    ...(areaMm2 === null
      ? []
      : [[words.area, drawingsStrings.squareMm(areaMm2.toFixed(2))] as const]),
    ...(circle === null
      ? []
      : [
          [words.diameter, length(2 * circle.radiusMm)] as const,
          [words.centre, `${length(circle.centre.xMm)}, ${length(circle.centre.yMm)}`] as const,
        ]),
    ...(depth === 0 ? [] : [[words.nested, words.nestedIn(depth)] as const]),
    [words.source, words.from(type, line, sourceCount - 1)],
  ]
  return (
    <div className="path-details">
      <h3>{`${words.details} ${String(path.id)}`}</h3>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Button
        size="small"
        icon={<ZoomIn size={16} />}
        onClick={() => {
          const box = pathBounds(segmentsOf(facts.packed, path))
          if (box !== null) show({ target: { ...box } })
        }}
      >
        {words.zoom}
      </Button>
    </div>
  )
}

/** The paths as a list that is linked with the drawing. */
export function PathsTab({
  facts,
  layersOff,
}: {
  facts: DrawingFacts
  layersOff: readonly string[]
}) {
  const unit = useUnits()
  const { chosen, other, hovered, choose, show } = useDrawings()
  const [kind, setKind] = useState<'all' | 'closed'>('all')
  const rows = useMemo(() => {
    const off = new Set(layersOff)
    return facts.paths.filter(
      ({ layer, closed }) =>
        !off.has(facts.packed.layerNames[layer] ?? '') && (kind === 'all' || closed),
    )
  }, [facts, layersOff, kind])
  const rowOf = useMemo(() => new Map(rows.map(({ id }, index) => [id - 1, index])), [rows])
  const path = chosen === null ? undefined : facts.paths[chosen]
  return (
    <section className="drawing-section drawing-fill">
      <Segmented
        label={words.filter}
        value={kind}
        options={[
          { value: 'all', label: words.allPaths },
          { value: 'closed', label: words.onlyClosed },
        ]}
        onChange={setKind}
      />
      {rows.length === 0 ? (
        <p className="caption">{words.none}</p>
      ) : (
        <VirtualRows
          label={words.label}
          count={rows.length}
          chosen={chosen === null ? null : (rowOf.get(chosen) ?? null)}
          head={
            <>
              <span className="cell-number">{words.number}</span>
              <span className="cell-shape">{words.shape}</span>
              <span className="cell-length">{words.length}</span>
            </>
          }
          row={(index) => {
            const row = rows[index]
            if (row === undefined) return null
            return (
              <>
                <span className="cell-number">{row.id}</span>
                <span
                  className="layer-colour"
                  style={{ background: facts.layers[row.layer]?.css }}
                  aria-hidden="true"
                />
                <span className="cell-shape">{shapeOf(row, unit)}</span>
                <span className="cell-length">{formatLength(row.lengthMm, unit)}</span>
              </>
            )
          }}
          classOf={(index) => {
            const at = (rows[index]?.id ?? 0) - 1
            if (at === other) return 'rows-other'
            return at === hovered ? 'rows-hovered' : ''
          }}
          onChoose={(index, withShift) => {
            choose((rows[index]?.id ?? 0) - 1, withShift)
          }}
          onHover={(index) => {
            show({ hovered: index === null ? null : (rows[index]?.id ?? 0) - 1 })
          }}
        />
      )}
      {path === undefined ? (
        <p className="caption">{words.hint}</p>
      ) : (
        <PathDetails facts={facts} path={path} />
      )}
    </section>
  )
}
