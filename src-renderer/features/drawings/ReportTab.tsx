import type { OpenDrawing } from '#core/contract/drawings.contract.ts'
import {
  type Mark,
  markAt,
  markCount,
  type MarkKind,
  REPAIR_KINDS,
} from '#core/drawing/packed-drawing.ts'
import { formatLength } from '#core/units/format-length.ts'
import { Undo2 } from 'lucide-react'
import { useUnits } from '../../session/settings.store.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { aroundPlace, type DrawingFacts } from './drawing-facts.ts'
import { useDrawings } from './drawings.store.ts'
import { drawingsStrings } from './drawings.strings.ts'
import { ToleranceField } from './fields.tsx'

const words = drawingsStrings.report
/** Rows of a kind that are listed; the others are counted. */
const ROWS_SHOWN = 100
/** Half the side of what is shown of a doubtful place, mm. */
const PLACE_HALF_MM = 6
const TOLERANCES = { min: 0.0001, max: 1 }

function isRepair(kind: MarkKind): boolean {
  return REPAIR_KINDS.some((repair) => repair === kind)
}

interface MarkRow extends Mark {
  readonly index: number
}

function marksByKind({ packed }: DrawingFacts): ReadonlyMap<MarkKind, readonly MarkRow[]> {
  const byKind = new Map<MarkKind, MarkRow[]>()
  for (let index = 0; index < markCount(packed); index += 1) {
    const mark = { ...markAt(packed, index), index }
    const own = byKind.get(mark.kind)
    if (own === undefined) byKind.set(mark.kind, [mark])
    else own.push(mark)
  }
  return byKind
}

interface PlacesProps {
  readonly facts: DrawingFacts
  readonly marks: readonly MarkRow[]
  /** Leaves one repair out; only for those that can be told one by one. */
  readonly onLeave?: (index: number) => void
}

/** The places of one kind of mark; a click shows the place. */
function Places({ facts, marks, onLeave }: PlacesProps) {
  const unit = useUnits()
  const show = useDrawings((state) => state.show)
  return (
    <ul className="mark-places">
      {marks.slice(0, ROWS_SHOWN).map(({ index, layer, at, amountMm, kind }) => (
        <li key={index}>
          <button
            type="button"
            title={words.show(words.marks[kind])}
            onClick={() => {
              show({ target: aroundPlace(at, PLACE_HALF_MM) })
            }}
          >
            <span>{`${formatLength(at.xMm, unit)}, ${formatLength(at.yMm, unit)}`}</span>
            <span className="caption">{facts.packed.layerNames[layer]}</span>
            <span className="caption">
              {amountMm > 0 ? formatLength(amountMm, unit, 'fine') : ''}
            </span>
          </button>
          {onLeave !== undefined && (
            <IconButton
              label={words.leave}
              onClick={() => {
                onLeave(index)
              }}
            >
              <Undo2 size={16} aria-hidden="true" />
            </IconButton>
          )}
        </li>
      ))}
      {marks.length > ROWS_SHOWN && (
        <li className="caption">{words.more(marks.length - ROWS_SHOWN)}</li>
      )}
    </ul>
  )
}

/** Repairs by kind, each with its switch; those that are off are listed too. */
function Repairs({ open, facts }: { open: OpenDrawing; facts: DrawingFacts }) {
  const readAgain = useDrawings((state) => state.readAgain)
  const byKind = marksByKind(facts)
  const { repairsOff } = open.drawing.choices
  const singleOff = repairsOff.filter((one) => !REPAIR_KINDS.some((kind) => kind === one))
  const kinds = REPAIR_KINDS.filter((kind) => byKind.has(kind) || repairsOff.includes(kind))
  return (
    <section className="drawing-section">
      <h3>{words.repairs}</h3>
      <p className="caption">
        {kinds.length === 0
          ? words.noRepairs
          : `${words.joined(facts.packed.joinCount)}. ${words.repairsText}`}
      </p>
      {kinds.map((kind) => {
        const marks = byKind.get(kind) ?? []
        const isOff = repairsOff.includes(kind)
        return (
          <details key={kind} className="marks">
            <summary>
              <input
                type="checkbox"
                checked={!isOff}
                aria-label={words.marks[kind]}
                onChange={() => {
                  const next = isOff
                    ? repairsOff.filter((one) => one !== kind)
                    : [...repairsOff, kind]
                  void readAgain({ repairsOff: next })
                }}
              />
              <span>{words.marks[kind]}</span>
              <span className="marks-count">{isOff ? words.off : String(marks.length)}</span>
            </summary>
            <Places
              facts={facts}
              marks={marks}
              onLeave={(index) => {
                const id = open.repairIds[index]
                if (id !== undefined) void readAgain({ repairsOff: [...repairsOff, id] })
              }}
            />
          </details>
        )
      })}
      {singleOff.length > 0 && (
        <p className="drawing-row">
          {words.single(singleOff.length)}
          <Button
            size="small"
            onClick={() => {
              const next = repairsOff.filter((one) => !singleOff.includes(one))
              void readAgain({ repairsOff: next })
            }}
          >
            {words.singleOn}
          </Button>
        </p>
      )}
    </section>
  )
}

function Doubts({ facts }: { facts: DrawingFacts }) {
  const kinds = [...marksByKind(facts)].filter(([kind]) => !isRepair(kind))
  return (
    <section className="drawing-section">
      <h3>{words.doubts}</h3>
      {kinds.length === 0 && <p className="caption">{words.noDoubts}</p>}
      {kinds.map(([kind, marks]) => (
        <details key={kind} className="marks" open>
          <summary>
            <span className="marks-warning" aria-hidden="true">
              ▲
            </span>
            <span>{words.marks[kind]}</span>
            <span className="marks-count">{String(marks.length)}</span>
          </summary>
          <Places facts={facts} marks={marks} />
        </details>
      ))}
    </section>
  )
}

function Tolerances({ open }: { open: OpenDrawing }) {
  const readAgain = useDrawings((state) => state.readAgain)
  const { joinToleranceMm, curveToleranceMm } = open.drawing.choices
  return (
    <section className="drawing-section">
      <ToleranceField
        label={words.joinTolerance}
        value={joinToleranceMm}
        range={TOLERANCES}
        note={words.joinHelp}
        onCommit={(value) => void readAgain({ joinToleranceMm: value })}
      />
      <ToleranceField
        label={words.curveTolerance}
        value={curveToleranceMm}
        range={TOLERANCES}
        note={words.curveHelp}
        onCommit={(value) => void readAgain({ curveToleranceMm: value })}
      />
      <p className="caption">{words.readAgain}</p>
    </section>
  )
}

/** What the file holds by type and layer, and what of it was left out and why. */
function Contents({ open: { report, noteCount } }: { open: OpenDrawing }) {
  const { tally, faults, complete } = report.source
  const leftOut = tally.filter(({ fate }) => fate === 'ignored' || fate === 'faulty')
  const read = tally.filter(({ fate }) => fate !== 'ignored' && fate !== 'faulty')
  const warnings = [
    ...(complete ? [] : [words.incomplete]),
    ...report.censusGaps.map((gap) => words.gap(gap.type, gap.inFile, gap.accountedFor)),
    ...report.missingBlocks.slice(0, ROWS_SHOWN).map(words.missingBlock),
    ...faults
      .slice(0, ROWS_SHOWN)
      .map(({ type, layer, line, message }) => words.fault(line, type, layer, message)),
  ]
  return (
    <>
      <section className="drawing-section">
        <h3>{words.leftOut}</h3>
        {leftOut.length === 0 && warnings.length === 0 && (
          <p className="caption">{words.nothingLeftOut}</p>
        )}
        <ul className="tally">
          {leftOut.map(({ type, layer, reason, count }) => (
            <li key={`${type} ${layer} ${reason}`}>
              <strong>{`${String(count)} ${type}`}</strong>
              <span className="caption">{`${layer}: ${reason}`}</span>
            </li>
          ))}
          {warnings.map((sentence) => (
            <li key={sentence} className="tally-warning">
              {sentence}
            </li>
          ))}
        </ul>
      </section>
      <details className="drawing-section">
        <summary>{words.read}</summary>
        <ul className="tally">
          {read.map(({ type, layer, fate, count }) => (
            <li key={`${type} ${layer} ${fate}`}>
              <strong>{`${String(count)} ${type}`}</strong>
              <span className="caption">{`${layer}: ${words.fates[fate] ?? fate}`}</span>
            </li>
          ))}
        </ul>
      </details>
      {noteCount > 0 && (
        <details className="drawing-section">
          <summary>{`${words.words} (${String(noteCount)})`}</summary>
          <ul className="tally">
            {report.notes.slice(0, ROWS_SHOWN).map(({ text, layer }, index) => (
              <li key={index}>
                <span>{text}</span>
                <span className="caption">{layer}</span>
              </li>
            ))}
            {noteCount > ROWS_SHOWN && (
              <li className="caption">{words.moreWords(noteCount - ROWS_SHOWN)}</li>
            )}
          </ul>
        </details>
      )}
    </>
  )
}

/** The import report: what was left out, what was repaired, and what to look at. */
export function ReportTab({ open, facts }: { open: OpenDrawing; facts: DrawingFacts | null }) {
  return (
    <>
      {facts !== null && <Doubts facts={facts} />}
      <Contents open={open} />
      {facts !== null && <Repairs open={open} facts={facts} />}
      <Tolerances open={open} />
    </>
  )
}
