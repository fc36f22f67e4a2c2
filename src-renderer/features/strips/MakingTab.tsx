import { isRepeating } from '#core/strips/laminate.ts'
import type { StripFamily } from '#core/strips/strip-family.schema.ts'
import { useUnits } from '../../session/settings.store.ts'
import { type Making, useMaking } from './making.store.ts'
import { makingRows } from './making.view-model.ts'
import { StripNumber, type StripNumberProps } from './StripNumber.tsx'
import { stripsStrings } from './strips.strings.ts'
import { allMeasured } from './strips.view-model.ts'

const words = stripsStrings.making

type NumberOf = Pick<StripNumberProps, 'field' | 'range' | 'step'> & {
  readonly id: keyof Making
  readonly kind?: StripNumberProps['kind']
}
const RING: readonly NumberOf[] = [
  { id: 'innerRadiusMm', field: 'ringRadius', range: { min: 5, max: 500 }, step: 0.5 },
]
const BLANK: readonly NumberOf[] = [
  { id: 'lengthMm', field: 'blankLength', range: { min: 10, max: 3000 }, step: 10 },
  { id: 'widthMm', field: 'blankWidth', range: { min: 1, max: 500 }, step: 1 },
  { id: 'kerfMm', field: 'kerf', range: { min: 0.05, max: 10 }, step: 0.05 },
  { id: 'planeAllowanceMm', field: 'planing', range: { min: 0, max: 5 }, step: 0.05 },
]
const STACK: readonly NumberOf[] = [
  {
    id: 'repeatsInStack',
    field: 'repeats',
    kind: 'count',
    range: { min: 1, max: 500 },
    step: 1,
  },
]

function Numbers({ title, numbers }: { title: string; numbers: readonly NumberOf[] }) {
  const making = useMaking((state) => state.making)
  const change = useMaking((state) => state.change)
  return (
    <section className="strip-group" aria-label={title}>
      <h3>{title}</h3>
      {numbers.map(({ id, kind = 'length', ...rest }) => (
        <StripNumber
          key={id}
          {...rest}
          kind={kind}
          value={making[id]}
          onCommit={(value) => {
            change({ [id]: value })
          }}
        />
      ))}
    </section>
  )
}

/** What comes out of a blank, and what a ring of the family needs. */
export function MakingTab({ family }: { family: StripFamily }) {
  const unit = useUnits()
  const making = useMaking((state) => state.making)
  const { kind } = family.construction
  const rows = makingRows(family, making, unit)
  return (
    <>
      <section className="strip-group" aria-label={words.out}>
        <h3>{words.out}</h3>
        {!allMeasured(family) && <p className="strip-unknown">{words.unknown}</p>}
        <dl className="strip-sums">
          {rows.map((row) => (
            <div key={row.id} className={row.warns === true ? 'strip-sum-warns' : undefined}>
              <dt>{row.label}</dt>
              <dd>
                {row.text}
                {row.note !== undefined && <span className="caption">{row.note}</span>}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <Numbers title={words.ring} numbers={RING} />
      {kind !== 'solid' && kind !== 'shell' && (
        <Numbers
          title={words.blank}
          numbers={isRepeating(family.construction) ? [...BLANK, ...STACK] : BLANK}
        />
      )}
    </>
  )
}
