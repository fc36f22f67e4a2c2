import { Check } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { SetUpComparison, Side } from '#core/compare/compare-set-ups.ts'
import { useLibrary } from '../../../session/library.store.ts'
import { useUnits } from '../../../session/settings.store.ts'
import { Button } from '../../../ui/Button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { RiskBadge } from '../../../ui/RiskBadge.tsx'
import { ErrorState, Progress } from '../../../ui/States.tsx'
import { progressDetail } from '../progress-detail.ts'
import { type MadeComparison, useCompare } from './compare.store.ts'
import { compareStrings as words } from './compare.strings.ts'
import {
  choiceRows,
  type CompareCell,
  type CompareRow,
  cutRows,
  figureRows,
  ruleRows,
} from './compare.view-model.ts'

const SIDES = ['a', 'b'] as const

/** Says that a side is the better one: a mark and the word, never colour alone. */
function BetterMark() {
  return (
    <span className="compare-better">
      <Check size={14} aria-hidden="true" /> {words.better}
    </span>
  )
}

function Cell({ cell, isBetter }: { cell: CompareCell; isBetter: boolean }) {
  return (
    <td className={classNames(isBetter && 'compare-wins')}>
      <div className="compare-cell">
        {cell.grade !== undefined && <RiskBadge grade={cell.grade} />}
        <span>{cell.text}</span>
        {cell.note !== undefined && <span className="caption">{cell.note}</span>}
        {isBetter && <BetterMark />}
      </div>
    </td>
  )
}

/** What a row is about; what was said of it in full opens below. */
function RowHead({ row }: { row: CompareRow }) {
  const about = (
    <>
      <span>{row.label}</span>
      {row.detail !== '' && <span className="caption">{row.detail}</span>}
    </>
  )
  const said = SIDES.flatMap((side) =>
    (row[side].sentences ?? []).map((sentence) => ({ side, sentence })),
  )
  return (
    <th scope="row">
      {said.length === 0 ? (
        about
      ) : (
        <details>
          <summary>{about}</summary>
          <ul>
            {said.map(({ side, sentence }) => (
              <li key={`${side} ${sentence}`}>
                <strong>{words.sides[side]}</strong> {sentence}
              </li>
            ))}
          </ul>
        </details>
      )}
    </th>
  )
}

function Section({ title, rows }: { title: string; rows: readonly CompareRow[] }) {
  return (
    <tbody>
      <tr className="compare-section">
        <th scope="rowgroup" colSpan={3}>
          {title}
          {rows.length === 0 && <span className="caption">{words.nothingDiffers}</span>}
        </th>
      </tr>
      {rows.map((row) => (
        <tr key={row.id}>
          <RowHead row={row} />
          {SIDES.map((side) => (
            <Cell key={side} cell={row[side]} isBetter={row.better === side} />
          ))}
        </tr>
      ))}
    </tbody>
  )
}

function Head({ verdict }: Pick<SetUpComparison, 'verdict'>) {
  const column = (side: Side) => (
    <th key={side} scope="col">
      <div className="compare-head">
        <span className="compare-side" aria-hidden="true">
          {words.sides[side]}
        </span>
        <span>
          <span className="visually-hidden">{words.sides[side]}, </span>
          {words.sideNames[side]}
        </span>
        {verdict[side] !== null && (
          <>
            <RiskBadge grade={verdict[side].overall} />
            <span>{words.score(verdict[side].score)}</span>
          </>
        )}
        {verdict.better === side && <BetterMark />}
      </div>
    </th>
  )
  return (
    <thead>
      <tr>
        <th scope="col">
          <span className="visually-hidden">{words.what}</span>
        </th>
        {SIDES.map(column)}
      </tr>
    </thead>
  )
}

function Refusals({ refusals }: Pick<SetUpComparison, 'refusals'>) {
  return SIDES.map((side) => {
    const why = refusals[side]
    return why === null ? null : (
      <p key={side} className="compare-refused" role="status">
        <strong>{words.refused[side]}</strong> {why}
      </p>
    )
  })
}

function Compared(props: { made: MadeComparison; isOld: boolean; only: boolean }) {
  const { made, isOld, only } = props
  const unit = useUnits()
  const { machines, tools } = useLibrary()
  const { comparison, plan } = made
  const names = useMemo(
    () => new Map([...machines, ...tools].map(({ id, name }) => [id, name])),
    [machines, tools],
  )
  const texts = { unit, plan, names }
  const shown = (rows: readonly CompareRow[]) =>
    only ? rows.filter(({ differs }) => differs) : rows
  return (
    <>
      <Refusals refusals={comparison.refusals} />
      <div className="compare-scroll" tabIndex={0} role="region" aria-label={words.title}>
        <table className={classNames('compare-set-ups', isOld && 'compare-old')} aria-busy={isOld}>
          <Head verdict={comparison.verdict} />
          <Section title={words.figuresTitle} rows={figureRows(comparison, texts)} />
          <Section title={words.choicesTitle} rows={shown(choiceRows(comparison, texts))} />
          <Section title={words.rulesTitle} rows={shown(ruleRows(comparison, texts))} />
          <Section title={words.cutsTitle} rows={shown(cutRows(comparison, texts))} />
        </table>
      </div>
    </>
  )
}

function Working() {
  const running = useCompare((state) => state.running)
  const stop = useCompare((state) => state.stop)
  return (
    <div className="compare-working">
      <Progress
        label={words.phases[running?.phase ?? ''] ?? words.working}
        ratio={running?.share ?? null}
        detail={progressDetail(running)}
      />
      <Button size="small" onClick={() => void stop()}>
        {words.cancel}
      </Button>
    </div>
  )
}

/** Two set-ups of the plan side by side; `isCurrent` is false while B was changed since. */
export function CompareView({ isCurrent, onAgain }: { isCurrent: boolean; onAgain: () => void }) {
  const made = useCompare((state) => state.made)
  const isRunning = useCompare((state) => state.running !== null)
  const [only, setOnly] = useState(true)
  return (
    <section className="compare-view" aria-label={words.title}>
      <div className="compare-title">
        <h1>{words.title}</h1>
        <label className="compare-only">
          <input
            type="checkbox"
            checked={only}
            onChange={({ target }) => {
              setOnly(target.checked)
            }}
          />
          {words.onlyDifferent}
        </label>
      </div>
      {isRunning && <Working />}
      {!isRunning && !isCurrent && made.state !== 'failed' && (
        <p className="compare-working">
          {words.stopped} <Button onClick={onAgain}>{words.again}</Button>
        </p>
      )}
      {made.state === 'failed' && (
        <ErrorState
          title={made.problem.message}
          safe={words.failedSafe}
          remedy={made.problem.remedy}
          details={made.problem.requestId}
          detailsLabel={words.details}
          retryLabel={words.again}
          onRetry={onAgain}
        />
      )}
      {made.state === 'ready' && <Compared made={made.value} isOld={!isCurrent} only={only} />}
    </section>
  )
}
