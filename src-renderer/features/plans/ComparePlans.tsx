import { ArrowLeft } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { LibraryEntry } from '#core/contract/plans.contract.ts'
import { RosetteThumbnail } from '../../drawing/RosetteThumbnail.tsx'
import { useUnits } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { Skeleton } from '../../ui/States.tsx'
import { compareRows } from './library.view-model.ts'
import { plansStrings as words } from './plans.strings.ts'
import { usePlans } from './plans.store.ts'

/** What a `ComparePlans` takes. */
export interface ComparePlansProps {
  readonly left: LibraryEntry
  readonly right: LibraryEntry
  readonly onBack: () => void
}

/** Two plans side by side: drawings, numbers, and what differs. */
export function ComparePlans({ left, right, onBack }: ComparePlansProps) {
  const unit = useUnits()
  const draw = usePlans((state) => state.draw)
  const drawn = usePlans((state) => state.drawn)
  const [only, setOnly] = useState(true)
  useEffect(() => {
    void draw(left.planId)
    void draw(right.planId)
  }, [draw, left.planId, right.planId])
  const [a, b] = [drawn[left.planId], drawn[right.planId]]
  const rows = a === undefined || b === undefined ? [] : compareRows(a, b, unit)
  const shown = only ? rows.filter(({ differs }) => differs) : rows
  return (
    <section className="compare" aria-label={words.compareTitle}>
      <header className="page-head">
        <h1>{words.compareTitle}</h1>
        <label className="compare-only">
          <input
            type="checkbox"
            checked={only}
            onChange={(event) => {
              setOnly(event.target.checked)
            }}
          />
          {words.onlyDifferent}
        </label>
        <Button icon={<ArrowLeft size={18} />} onClick={onBack}>
          {words.compareBack}
        </Button>
      </header>
      <div className="compare-body">
        {[left, right].map((entry) => {
          const plan = drawn[entry.planId]
          return (
            <figure key={entry.planId} className="compare-picture">
              {plan !== undefined && (
                <RosetteThumbnail plan={plan} label={words.pictureOf(entry.name)} />
              )}
              <figcaption>{entry.name}</figcaption>
            </figure>
          )
        })}
        <div className="compare-table">
          {rows.length === 0 ? (
            <Skeleton label={words.reading} lines={8} />
          ) : shown.length === 0 ? (
            <p>{words.nothingDiffers}</p>
          ) : (
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{words.row}</th>
                  <th scope="col">{left.name}</th>
                  <th scope="col">{right.name}</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((row) => (
                  <tr key={row.id} className={row.differs ? 'compare-differs' : undefined}>
                    <th scope="row">
                      {row.label}
                      {row.differs && <span className="visually-hidden">, {words.differs}</span>}
                    </th>
                    <td>{row.left}</td>
                    <td>{row.right}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      </div>
    </section>
  )
}
