import { Save } from 'lucide-react'
import type { Result } from '#core/outcome/result.ts'
import type { SliceParams } from '#core/slices/slice-params.schema.ts'
import type { SliceRefusal, Slicing } from '#core/slices/slicing.ts'
import { formatLength } from '#core/units/format-length.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { Segmented, SelectField } from '../../ui/Choice.tsx'
import { saveText } from '../../ui/save-text.ts'
import { showToast } from '../../ui/toast.store.ts'
import type { DrawingFacts } from './drawing-facts.ts'
import { drawingsStrings } from './drawings.strings.ts'
import { AngleField, CountField, LengthField } from './fields.tsx'
import { slicesCsv, slicesJson } from './slice-files.ts'
import { useSlicing } from './slicing.store.ts'
import { VirtualRows } from './VirtualRows.tsx'

const words = drawingsStrings.slices
/** Sums that differ by more have not closed, mm or mm². */
const CLOSED = 1e-9

function degrees(rad: number): string {
  return drawingsStrings.degrees(((rad * 180) / Math.PI).toFixed(2))
}

/** How the pieces are counted. */
function Division() {
  const { settings, set } = useSlicing()
  const { by, count, lengthMm, fit } = settings
  return (
    <>
      <Segmented
        label={words.by}
        value={by}
        options={[
          { value: 'count', label: words.byCount },
          { value: 'length', label: words.byLength },
        ]}
        onChange={(value) => {
          set({ by: value })
        }}
      />
      {by === 'count' ? (
        <CountField
          label={words.count}
          value={count}
          range={{ min: 1, max: 10_000 }}
          note={words.help.count}
          onCommit={(value) => {
            set({ count: value })
          }}
        />
      ) : (
        <>
          <LengthField
            label={words.length}
            value={lengthMm}
            range={{ min: 0.1, max: 10_000 }}
            onCommit={(value) => {
              set({ lengthMm: value })
            }}
          />
          <SelectField
            label={words.fit}
            value={fit}
            options={[
              { value: 'equal', label: words.equal },
              { value: 'exact', label: words.exact },
            ]}
            onChange={(value) => {
              set({ fit: value === 'exact' ? 'exact' : 'equal' })
            }}
          />
        </>
      )}
    </>
  )
}

/** What is set only of a band along one path. */
function BandFields({ closed }: { closed: boolean }) {
  const { settings, set } = useSlicing()
  const names = closed ? words.sides : words.openSides
  return (
    <>
      <LengthField
        label={words.width}
        value={settings.widthMm}
        range={{ min: 0.1, max: 1000 }}
        onCommit={(widthMm) => {
          set({ widthMm })
        }}
      />
      <SelectField
        label={words.side}
        value={settings.side}
        options={(['centred', 'left', 'right'] as const).map((value) => ({
          value,
          label: names[value],
        }))}
        onChange={(value) => {
          set({ side: value as keyof typeof names })
        }}
      />
    </>
  )
}

function CutFields({ closed }: { closed: boolean }) {
  const { settings, set } = useSlicing()
  const { startAngleDeg, twistDeg, herringbone, kerfMm, minimumPieceMm } = settings
  return (
    <>
      {closed && (
        <AngleField
          label={words.start}
          value={startAngleDeg}
          range={{ min: -360, max: 360 }}
          note={words.help.start}
          onCommit={(value) => {
            set({ startAngleDeg: value })
          }}
        />
      )}
      <AngleField
        label={words.twist}
        value={twistDeg}
        range={{ min: -60, max: 60 }}
        note={words.help.twist}
        onCommit={(value) => {
          set({ twistDeg: value })
        }}
      />
      <label className="drawing-check">
        <input
          type="checkbox"
          checked={herringbone}
          onChange={() => {
            set({ herringbone: !herringbone })
          }}
        />
        {words.herringbone}
      </label>
      <LengthField
        label={words.kerf}
        value={kerfMm}
        range={{ min: 0, max: 10 }}
        note={words.help.kerf}
        onCommit={(value) => {
          set({ kerfMm: value })
        }}
      />
      <LengthField
        label={words.least}
        value={minimumPieceMm}
        range={{ min: 0, max: 1000 }}
        note={words.help.least}
        onCommit={(value) => {
          set({ minimumPieceMm: value })
        }}
      />
    </>
  )
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
  readonly fileName: string
  readonly params: SliceParams | null
  readonly result: Result<Slicing, SliceRefusal> | null
}

function SaveButtons({
  fileName,
  params,
  slicing,
}: {
  fileName: string
  params: SliceParams
  slicing: Slicing
}) {
  const stem = fileName.replace(/\.[^.]*$/, '')
  const save = (name: string, text: string) => {
    saveText(name, text)
    showToast(words.saved(name))
  }
  return (
    <div className="drawing-row">
      <Button
        icon={<Save size={16} />}
        onClick={() => {
          save(`${stem}-slices.json`, slicesJson(fileName, params, slicing))
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
export function SliceTab({ facts, fileName, params, result }: SliceTabProps) {
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
            <SaveButtons fileName={fileName} params={params} slicing={result.value} />
          </>
        ) : (
          <p role="alert" className="drawing-alert">
            {`${result.error.place} ${result.error.message}`}
          </p>
        )}
      </section>
    </>
  )
}
