import { Save } from 'lucide-react'
import type { RecentDrawing } from '#core/contract/drawings.contract.ts'
import type { Result } from '#core/outcome/result.ts'
import type { SliceParams } from '#core/slices/slice-params.schema.ts'
import type { SliceRefusal, Slicing } from '#core/slices/slicing.ts'
import { formatLength } from '#core/units/format-length.ts'
import { rmos } from '../../client.ts'
import { newId } from '../../session/new-id.ts'
import { settle } from '../../session/settle.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { saveText } from '../../ui/save-text.ts'
import { showProblem, showToast } from '../../ui/toast.store.ts'
import type { DrawingFacts } from './drawing-facts.ts'
import { drawingsStrings } from './drawings.strings.ts'
import { BandFields, CutFields, Division } from './SliceFields.tsx'
import { slicesCsv } from './slice-files.ts'
import { useSlicing } from './slicing.store.ts'
import { VirtualRows } from './VirtualRows.tsx'

const words = drawingsStrings.slices
/** Sums that differ by more have not closed, mm or mm². */
const CLOSED = 1e-9

function degrees(rad: number): string {
  return drawingsStrings.degrees(((rad * 180) / Math.PI).toFixed(2))
}

function Pieces({ slicing }: { slicing: Slicing }) {
  const unit = useUnits()
  const { lit, light } = useSlicing()
  const { slices } = slicing
  return (
    <VirtualRows
      label={words.result}
      count={slices.length}
      chosen={lit === null ? null : lit - 1}
      head={
        <>
          <span className="cell-number">{words.piece}</span>
          <span className="cell-length">{words.outer}</span>
          <span className="cell-length">{words.inner}</span>
          <span className="cell-length">{words.mitre}</span>
        </>
      }
      row={(index) => {
        const slice = slices[index]
        if (slice === undefined) return null
        const { number, blank } = slice
        return (
          <>
            <span className="cell-number">{number}</span>
            <span className="cell-length">{formatLength(blank.outerEdgeMm, unit)}</span>
            <span className="cell-length">{formatLength(blank.innerEdgeMm, unit)}</span>
            <span className="cell-length">{degrees(blank.mitreStartRad)}</span>
          </>
        )
      }}
      onChoose={(index) => {
        light(index + 1)
      }}
      onHover={(index) => {
        light(index === null ? null : index + 1)
      }}
    />
  )
}

function Sums({ slicing }: { slicing: Slicing }) {
  const unit = useUnits()
  const { stock, sums } = slicing
  const open = sums.filter(({ difference }) => Math.abs(difference) > CLOSED)
  const size = words.stockSize(
    formatLength(stock.lengthMm, unit),
    formatLength(stock.widthMm, unit),
  )
  return (
    <dl className="drawing-figures">
      <div>
        <dt>{words.stock}</dt>
        <dd>{size}</dd>
      </div>
      {stock.turnedOver && <p className="caption">{words.turned}</p>}
      {open.length === 0 ? (
        <p className="caption">{words.closes}</p>
      ) : (
        open.map(({ name, difference }) => (
          <p key={name} role="alert">
            {words.differs(name, difference.toExponential(2))}
          </p>
        ))
      )}
    </dl>
  )
}

interface SliceTabProps {
  readonly facts: DrawingFacts
  readonly drawing: RecentDrawing
  readonly params: SliceParams | null
  readonly result: Result<Slicing, SliceRefusal> | null
}

interface SaveButtonsProps {
  readonly drawing: RecentDrawing
  readonly params: SliceParams
  readonly slicing: Slicing
}

/** Main writes the JSON, so that it is the same to the last digit as the command line's. */
async function jsonOf(sha256: string, params: SliceParams): Promise<string | null> {
  const made = await settle(rmos.drawings.slice({ sha256, jobId: newId(), params }))
  if (!made.ok) showProblem(made.error)
  return made.ok ? made.value.text : null
}

function SaveButtons({ drawing, params, slicing }: SaveButtonsProps) {
  const stem = drawing.fileName.replace(/\.[^.]*$/, '')
  const save = (name: string, text: string | null) => {
    if (text === null) return
    saveText(name, text)
    showToast(words.saved(name))
  }
  return (
    <div className="drawing-row drawing-foot">
      <Button
        look="primary"
        icon={<Save size={16} />}
        onClick={() => {
          void jsonOf(drawing.sha256, params).then((text) => {
            save(`${stem}-slices.json`, text)
          })
        }}
      >
        {words.saveJson}
      </Button>
      <Button
        icon={<Save size={16} />}
        onClick={() => {
          save(`${stem}-slices.csv`, slicesCsv(slicing))
        }}
      >
        {words.saveCsv}
      </Button>
    </div>
  )
}

/** Slices what is chosen; the drawing shows every change at once. */
export function SliceTab({ facts, drawing, params, result }: SliceTabProps) {
  if (params === null || result === null) {
    return (
      <section className="drawing-section">
        <h3>{words.chooseTitle}</h3>
        <p>{words.chooseText}</p>
      </section>
    )
  }
  const { cut } = params
  const closed = cut.kind === 'ring' || facts.paths[cut.path - 1]?.closed === true
  return (
    <>
      <section className="drawing-section drawing-fields">
        <h3>
          {cut.kind === 'ring' ? words.ring(cut.outerPath, cut.innerPath) : words.band(cut.path)}
        </h3>
        <Division />
        {cut.kind === 'band' && <BandFields closed={closed} />}
        <CutFields closed={closed} />
      </section>
      <section className="drawing-section drawing-fill">
        {result.ok ? (
          <>
            <Sums slicing={result.value} />
            <Pieces slicing={result.value} />
          </>
        ) : (
          <p role="alert" className="drawing-alert">
            {`${result.error.place} ${result.error.message}`}
          </p>
        )}
      </section>
      {result.ok && <SaveButtons drawing={drawing} params={params} slicing={result.value} />}
    </>
  )
}
