import { useEffect, useState } from 'react'
import type { OpenPattern } from '#core/contract/patterns.contract.ts'
import { columnCountOf, rowCountOf } from '#core/pattern/grid.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import type { Plan, TileRing } from '#core/rosette/plan.schema.ts'
import { formatLength } from '#core/units/format-length.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { Skeleton } from '../../ui/States.tsx'
import { takeFromLibrary } from './LibraryPanel.tsx'
import { useLibraryShelf } from './library.store.ts'
import { usePattern } from './pattern.store.ts'
import { patternStrings } from './pattern.strings.ts'
import { tileShapeOf } from './picture-files.ts'
import { rowFit } from './tile-size.ts'
import { TilePicture } from './TilePicture.tsx'

const words = patternStrings.library

/** Size, veneers and glued height of one of the two. */
function Facts({ plan, tile, pattern }: { plan: Plan; tile: TileRing; pattern: Pattern }) {
  const unit = useUnits()
  const fit = rowFit(tile, pattern, plan.stock.glueLineMm)
  const size = words.size(rowCountOf(pattern), columnCountOf(pattern), pattern.palette.length)
  return (
    <p className="caption">
      {size} · {patternStrings.size.glued} {formatLength(fit.highestMm, unit)}
    </p>
  )
}

/** Width by height: the ring's own picture as it lies in the ring, another in square cells. */
function shapeOf(tile: TileRing, pattern: Pattern): number {
  const columns = columnCountOf(pattern)
  const rows = rowCountOf(pattern)
  return tile.pattern === pattern ? tileShapeOf(tile) : columns / rows
}

/** What a `CompareStage` takes. */
export interface CompareStageProps {
  readonly plan: Plan
  readonly tile: TileRing
  readonly patternId: string
}

/** The ring's picture and one of the library, side by side. */
export function CompareStage({ plan, tile, patternId }: CompareStageProps) {
  const [other, setOther] = useState<OpenPattern | null>(null)
  const change = usePattern((state) => state.change)
  useEffect(() => {
    let wanted = true
    void useLibraryShelf
      .getState()
      .read(patternId)
      .then((opened) => {
        if (wanted) setOther(opened)
      })
    return () => {
      wanted = false
    }
  }, [patternId])
  const sides = [
    { title: words.own, pattern: tile.pattern },
    { title: other?.file.name ?? words.reading, pattern: other?.file.pattern ?? null },
  ]
  return (
    <>
      <header className="compare-head">
        <h2>{words.compareTitle}</h2>
        <Button
          onClick={() => {
            change({ comparedId: null })
          }}
        >
          {words.compareEnd}
        </Button>
        <Button
          look="primary"
          disabled={other === null}
          onClick={() => void takeFromLibrary(patternId)}
        >
          {words.use}
        </Button>
      </header>
      <div className="side-by-side">
        {sides.map(({ title, pattern }) => (
          <section key={title} aria-label={title}>
            <header>
              <h2>{title}</h2>
            </header>
            {pattern === null ? (
              <Skeleton label={words.reading} />
            ) : (
              <>
                <div className="side-picture">
                  <TilePicture
                    pattern={pattern}
                    label={title}
                    className="tile-result"
                    shape={shapeOf(tile, pattern)}
                  />
                </div>
                <Facts plan={plan} tile={tile} pattern={pattern} />
              </>
            )}
          </section>
        ))}
      </div>
    </>
  )
}
