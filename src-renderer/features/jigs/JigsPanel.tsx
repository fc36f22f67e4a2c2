import { Printer, Save } from 'lucide-react'
import { useMemo } from 'react'
import { pathData } from '#core/drawing/write-svg.ts'
import type { Jig, JigFigure } from '#core/jigs/jig.ts'
import { jigSheet } from '#core/jigs/jig-sheet.ts'
import { jigsOfPlan, type OfferedJig } from '#core/jigs/registry.ts'
import { formatDecimal, formatLength } from '#core/units/format-length.ts'
import { Viewport } from '../../drawing/Viewport.tsx'
import { usePlan } from '../../session/plan.store.ts'
import { lengthQuantity } from '../../session/quantities.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { Segmented } from '../../ui/Choice.tsx'
import { classNames } from '../../ui/class-names.ts'
import { UnitField } from '../../ui/UnitField.tsx'
import './jigs.css'
import { useJigs } from './jigs.store.ts'
import { jigsStrings } from './jigs.strings.ts'

const words = jigsStrings
const MARGIN = { left: 46, right: 24, top: 46, bottom: 24 }

function JigCanvas({ jig }: { jig: Jig }) {
  const unit = useUnits()
  const sheet = useMemo(() => jigSheet(jig), [jig])
  return (
    <Viewport
      key={jig.id}
      label={words.drawing(jig.title)}
      bounds={sheet.bounds}
      margin={MARGIN}
      unit={unit}
      drawing={() => (
        // paths are written Y down, as files want them; the canvas runs Y up
        <g className="jig" transform="scale(1 -1)">
          {sheet.shapes.map(({ layer, path }, index) => (
            <path key={index} className={`jig-${layer.toLowerCase()}`} d={pathData(path)} />
          ))}
          {sheet.labels.map(({ at, heightMm, text }, index) => (
            <text key={index} x={at.xMm} y={-at.yMm} fontSize={heightMm}>
              {text}
            </text>
          ))}
        </g>
      )}
    />
  )
}

function JigList({ offers, chosen }: { offers: readonly OfferedJig[]; chosen: string }) {
  const choose = useJigs((state) => state.choose)
  return (
    <ul className="jig-list" aria-label={words.list}>
      {offers.map(({ id, title, missing }) => (
        <li key={id}>
          <button
            type="button"
            aria-pressed={id === chosen}
            className={classNames('jig-choice', id === chosen && 'jig-choice-on')}
            onClick={() => {
              choose(id)
            }}
          >
            <strong>{title}</strong>
            {missing !== null && <span className="caption">{words.notYet(missing)}</span>}
          </button>
        </li>
      ))}
    </ul>
  )
}

function Figures({ figures }: { figures: readonly JigFigure[] }) {
  const unit = useUnits()
  const shown = ({ value, unit: kind }: JigFigure) => {
    if (kind === 'count') return formatDecimal(value, 0)
    return kind === 'degrees' ? words.degrees(formatDecimal(value, 4)) : formatLength(value, unit)
  }
  return (
    <section className="jig-section">
      <h3>{words.numbers}</h3>
      <dl className="jig-figures">
        {figures.map((figure) => (
          <div key={figure.name}>
            <dt>{figure.name}</dt>
            <dd>{shown(figure)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Bars() {
  const acrossMm = useJigs((state) => state.acrossMm)
  const upMm = useJigs((state) => state.upMm)
  const setBars = useJigs((state) => state.setBars)
  const unit = useUnits()
  const field = {
    quantity: lengthQuantity({ unit, namesMm: {} }),
    range: { min: 80, max: 120 },
    step: 0.1,
    labels: words.fieldLabels,
  }
  return (
    <section className="jig-section">
      <h3>{words.bars}</h3>
      <p className="caption">{words.barsText}</p>
      <UnitField
        {...field}
        label={words.barAcross}
        value={acrossMm}
        onCommit={(value) => {
          setBars({ acrossMm: value })
        }}
        onClear={() => {
          setBars({ acrossMm: null })
        }}
      />
      <UnitField
        {...field}
        label={words.barUp}
        value={upMm}
        onCommit={(value) => {
          setBars({ upMm: value })
        }}
        onClear={() => {
          setBars({ upMm: null })
        }}
      />
    </section>
  )
}

function SaveButtons({ jigId }: { jigId: string }) {
  const save = useJigs((state) => state.save)
  const saving = useJigs((state) => state.saving)
  const problem = useJigs((state) => state.problem)
  return (
    <div className="bench-foot">
      {problem !== null && (
        <p role="alert">
          {problem.message} {problem.remedy}
        </p>
      )}
      <div className="jig-formats">
        {(['svg', 'dxf', 'json'] as const).map((format) => (
          <Button
            key={format}
            icon={<Save size={16} />}
            disabled={saving}
            onClick={() => void save(jigId, format)}
          >
            {words.formats[format]}
          </Button>
        ))}
      </div>
      <Button
        look="primary"
        icon={<Printer size={16} />}
        disabled={saving}
        onClick={() => void save(jigId, 'pdf')}
      >
        {saving ? words.saving : words.print}
      </Button>
    </div>
  )
}

/** The jigs of the open plan: drawn, with the numbers to set, and as files at 1:1. */
export function JigsPanel() {
  const plan = usePlan((state) => state.history?.present ?? null)
  const jigId = useJigs((state) => state.jigId)
  const paper = useJigs((state) => state.paper)
  const setPaper = useJigs((state) => state.setPaper)
  const offers = useMemo(() => (plan === null ? [] : jigsOfPlan(plan)), [plan])
  const chosen = offers.find(({ id }) => id === jigId) ?? offers.find(({ jig }) => jig !== null)
  if (chosen === undefined) return null
  const { jig } = chosen
  return (
    <div className="bench">
      <div className="bench-main">
        {jig === null ? (
          <p className="jig-missing">{words.notYet(chosen.missing ?? '')}</p>
        ) : (
          <JigCanvas jig={jig} />
        )}
      </div>
      <aside className="bench-side" aria-label={chosen.title}>
        <div className="bench-scroll">
          <JigList offers={offers} chosen={chosen.id} />
          {jig !== null && (
            <>
              <Figures figures={jig.figures} />
              <section className="jig-section">
                <h3>{words.notes}</h3>
                {jig.notes.map((note) => (
                  <p key={note}>{note}</p>
                ))}
              </section>
              <section className="jig-section">
                <h3>{words.paper}</h3>
                <Segmented
                  label={words.paper}
                  value={paper}
                  options={(['A4', 'Letter'] as const).map((value) => ({
                    value,
                    label: words.papers[value],
                  }))}
                  onChange={setPaper}
                />
              </section>
              <Bars />
            </>
          )}
        </div>
        {jig !== null && <SaveButtons jigId={chosen.id} />}
      </aside>
    </div>
  )
}
