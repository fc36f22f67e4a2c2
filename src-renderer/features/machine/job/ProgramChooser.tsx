import { Lock } from 'lucide-react'
import type { RunSummary } from '#core/contract/runs.contract.ts'
import { useEffect, useState } from 'react'
import { formatDecimal } from '#core/units/format-length.ts'
import { onEvent } from '../../../client.ts'
import { useNavigation } from '../../../session/navigation.store.ts'
import { usePlan } from '../../../session/plan.store.ts'
import { formatDuration, formatTimeOfDay } from '../../../session/time-text.ts'
import { Button } from '../../../ui/Button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { SelectField } from '../../../ui/Choice.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Skeleton } from '../../../ui/States.tsx'
import { OpenProgram } from './OpenProgram.tsx'
import { useMachinePage } from '../machine.store.ts'
import { machineStrings } from '../machine.strings.ts'
import {
  nextLocked,
  offeredPrograms,
  type LoadedRun,
  type OfferedProgram,
} from '../machine.view-model.ts'

const words = machineStrings

function ProgramOption({ offered, number }: { offered: OfferedProgram; number: number }) {
  const chosen = useMachinePage((state) => state.programId)
  const choose = useMachinePage((state) => state.chooseProgram)
  const { program, lockReason, foreignTo } = offered
  const reason = foreignTo === null ? lockReason : words.foreign(foreignTo)
  return (
    <li>
      <button
        type="button"
        aria-pressed={program.program_id === chosen}
        disabled={reason !== null}
        className={classNames('program-choice', program.program_id === chosen && 'program-on')}
        onClick={() => {
          choose(program.program_id)
        }}
      >
        <span className="program-number">
          {reason === null ? number : <Lock size={13} aria-label={words.locked} />}
        </span>
        <span>
          <strong>{program.title}</strong>
          <span className="caption">
            {reason ??
              words.programFacts(
                formatDecimal(program.line_count, 0),
                formatDuration(program.estimated_seconds),
              )}
          </span>
        </span>
      </button>
    </li>
  )
}

function Unlock({ offered }: { offered: readonly OfferedProgram[] }) {
  const [asking, setAsking] = useState(false)
  const confirm = useMachinePage((state) => state.confirmStage)
  const stage = nextLocked(offered)?.unlockedBy ?? null
  if (stage === null) return null
  return (
    <>
      <Button
        onClick={() => {
          setAsking(true)
        }}
      >
        {words.confirm[stage]}
      </Button>
      {asking && (
        <Dialog
          title={words.confirmTitle}
          confirmLabel={words.confirm[stage]}
          cancelLabel={words.cancel}
          onCancel={() => {
            setAsking(false)
          }}
          onConfirm={() => {
            setAsking(false)
            void confirm(stage)
          }}
        >
          <p>{words.confirmText[stage]}</p>
        </Dialog>
      )}
    </>
  )
}

function Programs({ run }: { run: LoadedRun }) {
  const offered = offeredPrograms(
    run,
    useMachinePage((state) => state.foreign),
  )
  return (
    <>
      <ol className="program-choices" aria-label={words.program}>
        {offered.map((candidate, index) => (
          <ProgramOption
            key={candidate.program.program_id}
            offered={candidate}
            number={index + 1}
          />
        ))}
      </ol>
      <Unlock offered={offered} />
    </>
  )
}

function NoRun() {
  const goTo = useNavigation((state) => state.goTo)
  return (
    <>
      <p>
        <strong>{words.noRunTitle}</strong>
      </p>
      <p className="muted">{words.noRunText}</p>
      <Button
        onClick={() => {
          goTo('toolpath')
        }}
      >
        {words.toToolpath}
      </Button>
    </>
  )
}

/** Chooses a run by hand; shown when there is a choice, or none was taken for the open plan. */
function RunSelect({ runs }: { readonly runs: readonly RunSummary[] }) {
  const runId = useMachinePage((state) => state.runId)
  const chooseRun = useMachinePage((state) => state.chooseRun)
  if (runs.length <= (runId === null ? 0 : 1)) return null
  return (
    <SelectField
      label={words.run}
      value={runId ?? ''}
      options={[
        ...(runId === null ? [{ value: '', label: words.anotherRun }] : []),
        ...runs.map((candidate) => ({
          value: candidate.runId,
          label: `${candidate.jobName}, ${formatTimeOfDay(candidate.createdAtUtc)}`,
        })),
      ]}
      onChange={(value) => {
        if (value !== '') void chooseRun(value)
      }}
    />
  )
}

/** The chosen program, and the way to another one. */
function Chosen({ run, programId }: { run: LoadedRun; programId: string }) {
  const setChoosing = useMachinePage((state) => state.setChoosing)
  const offered = offeredPrograms(
    run,
    useMachinePage((state) => state.foreign),
  )
  const number = offered.findIndex(({ program }) => program.program_id === programId)
  const chosen = offered[number]
  if (chosen === undefined) return null
  return (
    <>
      <ol className="program-choices" aria-label={words.program}>
        <ProgramOption offered={chosen} number={number + 1} />
      </ol>
      <Button
        onClick={() => {
          setChoosing(true)
        }}
      >
        {words.otherProgram(offered.length - 1)}
      </Button>
    </>
  )
}

/** The runs and their programs; locked stages say why. */
function AllPrograms() {
  const runs = useMachinePage((state) => state.runs)
  const runId = useMachinePage((state) => state.runId)
  const run = useMachinePage((state) => state.run)
  return (
    <Panel title={words.run} className="setup">
      {runs.state !== 'ready' && <Skeleton label={words.readingRun} lines={3} />}
      {runs.state === 'ready' && runId === null && <NoRun />}
      {runs.state === 'ready' && <RunSelect runs={runs.value} />}
      {run.state === 'failed' && <p role="alert">{run.problem.message}</p>}
      {run.state === 'ready' && <Programs run={run.value} />}
      {runs.state === 'ready' && <OpenProgram />}
    </Panel>
  )
}

/** Which program of which run. */
export function ProgramChooser() {
  const planId = usePlan((state) => state.planId)
  const runs = useMachinePage((state) => state.runs)
  const run = useMachinePage((state) => state.run)
  const programId = useMachinePage((state) => state.programId)
  const choosing = useMachinePage((state) => state.choosing)
  const loadRuns = useMachinePage((state) => state.loadRuns)
  useEffect(() => {
    const load = () => void loadRuns(planId)
    load()
    return onEvent('runs.changed', load)
  }, [loadRuns, planId])
  if (runs.state === 'failed') return <p role="alert">{runs.problem.message}</p>
  if (run.state === 'ready' && programId !== null && !choosing) {
    return (
      <Panel title={words.program} className="setup">
        <Chosen run={run.value} programId={programId} />
      </Panel>
    )
  }
  return <AllPrograms />
}
