import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { LaneAdvice, LaneEvent, LibraryEntry } from '#core/contract/plans.contract.ts'
import { ProblemState } from '../../session/ProblemState.tsx'
import { useNavigation } from '../../session/navigation.store.ts'
import { formatAgo, formatExact } from '../../session/time-text.ts'
import { WatchGate } from '../../session/WatchGate.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Segmented, SelectField, TextField } from '../../ui/Choice.tsx'
import { RiskBadge } from '../../ui/RiskBadge.tsx'
import { Skeleton } from '../../ui/States.tsx'
import { showToast } from '../../ui/toast.store.ts'
import { type LaneHistory, useLanes } from './lanes.store.ts'
import { plansStrings as words } from './plans.strings.ts'

/** What a `PlanSheet` takes. */
export interface PlanSheetProps {
  readonly entry: LibraryEntry
  readonly nowMs: number
  readonly onClose: () => void
}

const GRADES = (['GREEN', 'YELLOW', 'RED'] as const).map((value) => ({
  value,
  label: words.grades[value],
}))
type Grade = (typeof GRADES)[number]['value']

function laneName(lane: string | null): string {
  return Object.entries(words.lanes).find(([key]) => key === lane)?.[1] ?? words.lanes.unknown
}

function Used({ entry, nowMs }: { entry: LibraryEntry; nowMs: number }) {
  const goTo = useNavigation((state) => state.goTo)
  const { newestRun, runCount } = entry
  return (
    <section>
      <h3>{words.used}</h3>
      {newestRun === null ? (
        <p className="muted">{words.usedNever}</p>
      ) : (
        <>
          <p title={formatExact(newestRun.createdAtUtc)}>
            {words.usedRuns(runCount)}, {words.usedNewest(formatAgo(newestRun.createdAtUtc, nowMs))}
            .
          </p>
          <Button
            size="small"
            onClick={() => {
              goTo('runs', newestRun.runId)
            }}
          >
            {words.showRun}
          </Button>
        </>
      )}
    </section>
  )
}

function MoveForm({ history }: { history: LaneHistory }) {
  const move = useLanes((state) => state.move)
  const choices = history.advice.filter(({ lane }) => lane !== history.lane)
  const [chosen, setChosen] = useState<LaneAdvice['lane'] | null>(null)
  const [reason, setReason] = useState('')
  // The lanes are listed from the most trusted on: the next one up is what one usually wants.
  const at = history.advice.findIndex(({ lane }) => lane === history.lane)
  const nextUp = at > 0 ? history.advice[at - 1] : undefined
  const advice = choices.find(({ lane }) => lane === chosen) ?? nextUp ?? choices[0]
  if (advice === undefined) return null
  return (
    <form
      className="sheet-form"
      onSubmit={(event) => {
        event.preventDefault()
        void move(history.planId, advice.lane, reason).then((moved) => {
          if (!moved) return
          showToast(words.moved(laneName(advice.lane)))
          setReason('')
        })
      }}
    >
      <SelectField
        label={words.moveTo}
        value={advice.lane}
        options={choices.map(({ lane }) => ({ value: lane, label: words.lanes[lane] }))}
        onChange={(value) => {
          setChosen(choices.find(({ lane }) => lane === value)?.lane ?? null)
        }}
        hint={words.laneMeaning[advice.lane]}
      />
      {advice.reason !== '' && (
        <p className={advice.allowed ? 'muted' : 'sheet-blocked'} role="status">
          {advice.reason}
        </p>
      )}
      <TextField label={words.reason} value={reason} maxLength={1000} onChange={setReason} />
      <Button type="submit" disabled={!advice.allowed}>
        {words.move(laneName(advice.lane))}
      </Button>
    </form>
  )
}

function OutcomeForm({ entry }: { entry: LibraryEntry }) {
  const record = useLanes((state) => state.record)
  const [grade, setGrade] = useState<Grade>('GREEN')
  const [note, setNote] = useState('')
  const [ofRun, setOfRun] = useState(true)
  const runId = ofRun ? (entry.newestRun?.runId ?? null) : null
  return (
    <form
      className="sheet-form"
      onSubmit={(event) => {
        event.preventDefault()
        void record({ planId: entry.planId, runId, grade, note }).then((recorded) => {
          if (recorded === null) return
          showToast(recorded.demoted ? words.demoted : words.recorded)
          setNote('')
        })
      }}
    >
      <h3>{words.outcome}</h3>
      <Segmented label={words.gradeLabel} value={grade} options={GRADES} onChange={setGrade} />
      {entry.newestRun !== null && (
        <SelectField
          label={words.ofRun}
          value={ofRun ? 'run' : 'other'}
          options={[
            { value: 'run', label: words.ofNewest },
            { value: 'other', label: words.ofOther },
          ]}
          onChange={(value) => {
            setOfRun(value === 'run')
          }}
        />
      )}
      <TextField label={words.note} value={note} maxLength={1000} onChange={setNote} />
      <p className="caption">{words.outcomeHint}</p>
      <Button type="submit">{words.record}</Button>
    </form>
  )
}

function eventText({ kind, grade, oldLane, newLane }: LaneEvent): string {
  if (kind !== 'outcome') return words.eventMove(laneName(oldLane), laneName(newLane))
  const known = GRADES.find(({ value }) => value === grade)
  return words.eventOutcome(known?.label ?? grade ?? '')
}

function Events({ events, nowMs }: { events: readonly LaneEvent[]; nowMs: number }) {
  return (
    <section>
      <h3>{words.events}</h3>
      {events.length === 0 ? (
        <p className="muted">{words.noEvents}</p>
      ) : (
        <ul className="sheet-events">
          {events.map((event) => {
            const grade = GRADES.find(({ value }) => value === event.grade)?.value
            return (
              <li key={`${event.atUtc}${event.kind}${event.newLane ?? ''}`}>
                {event.kind === 'outcome' && grade !== undefined && <RiskBadge grade={grade} />}
                <span>{eventText(event)}</span>
                <span className="caption" title={formatExact(event.atUtc)}>
                  {formatAgo(event.atUtc, nowMs)}
                </span>
                {event.note !== '' && <p className="caption">{event.note}</p>}
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}

/** What is known of a plan beside its drawing: lane, jobs, where it is used. */
export function PlanSheet({ entry, nowMs, onClose }: PlanSheetProps) {
  const history = useLanes((state) => state.history)
  const load = useLanes((state) => state.load)
  useEffect(() => {
    void load(entry.planId)
  }, [load, entry.planId, entry.lane])
  const ready =
    history.state === 'ready' && history.value.planId === entry.planId ? history.value : null
  return (
    <aside className="plan-sheet" aria-label={words.sheet(entry.name)}>
      <header>
        <h2>{entry.name}</h2>
        <IconButton label={words.close} onClick={onClose}>
          <X size={18} aria-hidden="true" />
        </IconButton>
      </header>
      <div className="plan-sheet-scroll">
        <section>
          <h3>{words.laneNow}</h3>
          {entry.lane === null ? (
            <p className="muted">{words.laneOfExample}</p>
          ) : (
            <p>
              <strong>{words.lanes[entry.lane]}</strong>. {words.laneMeaning[entry.lane]}
            </p>
          )}
          {ready !== null && ready.lane !== null && (
            <WatchGate>
              <MoveForm history={ready} />
            </WatchGate>
          )}
        </section>
        <WatchGate>
          <OutcomeForm entry={entry} />
        </WatchGate>
        <Used entry={entry} nowMs={nowMs} />
        {history.state === 'failed' && (
          <ProblemState
            problem={history.problem}
            safe={words.failedSafe}
            onRetry={() => void load(entry.planId)}
          />
        )}
        {ready === null ? (
          history.state !== 'failed' && <Skeleton label={words.reading} lines={3} />
        ) : (
          <Events events={ready.events} nowMs={nowMs} />
        )}
      </div>
    </aside>
  )
}
