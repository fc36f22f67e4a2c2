import { Scale } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { ProgramPreview } from '#core/contract/job.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { formatLength } from '#core/units/format-length.ts'
import { useLibrary } from '../../session/library.store.ts'
import { useNavigation } from '../../session/navigation.store.ts'
import { UndoButtons } from '../../session/UndoButtons.tsx'
import { usePlan } from '../../session/plan.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { formatDuration } from '../../session/time-text.ts'
import { WatchGate } from '../../session/WatchGate.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorState, Progress, Skeleton } from '../../ui/States.tsx'
import { ComparePage } from './compare/ComparePage.tsx'
import { useCompare } from './compare/compare.store.ts'
import { compareStrings } from './compare/compare.strings.ts'
import { AddOperation } from './AddOperation.tsx'
import { OperationList } from './OperationList.tsx'
import { OperationParameters } from './OperationParameters.tsx'
import './toolpath.css'
import { operationsStrings } from './operations.strings.ts'
import { operationRows } from './operations.view-model.ts'
import { ProgramView } from './ProgramView.tsx'
import { useRapid } from './use-rapid.ts'
import { RunMaker } from './RunMaker.tsx'
import { toolpathStrings } from './toolpath.strings.ts'
import { followPlanning, useToolpath } from './toolpath.store.ts'
import { deepestMm, formatTravel, USUAL_RAPID_MM_PER_MIN } from './toolpath.view-model.ts'

const words = toolpathStrings

function ProgramFacts({ program }: { program: ProgramPreview }) {
  const unit = useUnits()
  const { tools } = useLibrary()
  const tool = tools.find((candidate) => candidate.id === program.toolId)
  const rows = [
    [words.tool, tool?.name ?? words.toolUnknown],
    [words.cutLength, formatTravel(program.cutLengthMm, unit)],
    [words.rapidLength, formatTravel(program.rapidLengthMm, unit)],
    [words.deepest, formatLength(deepestMm(program), unit)],
    [words.time, formatDuration(program.estimatedSeconds)],
  ] as const
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Why there is no path to be seen, and what to do. */
function NoPath({ problem, planId }: { problem: Problem; planId: string | null }) {
  const load = useToolpath((state) => state.load)
  const goTo = useNavigation((state) => state.goTo)
  const isBlocked = problem.kind === 'blocked'
  return (
    <ErrorState
      title={problem.message}
      safe={isBlocked ? words.blockedSafe : words.unplannedSafe}
      remedy={problem.remedy}
      details={problem.requestId}
      detailsLabel={words.details}
      retryLabel={isBlocked ? words.toCheck : words.retry}
      onRetry={() => {
        if (isBlocked) goTo('feasibility')
        else if (planId !== null) void load(planId)
      }}
    />
  )
}

/** The list of operations, or the numbers of the one that was opened. */
function Side({ plan, programs }: { plan: Plan; programs: readonly ProgramPreview[] }) {
  const programId = useToolpath((state) => state.programId)
  const choose = useToolpath((state) => state.choose)
  const { history, undo, redo } = usePlan()
  const [openId, setOpenId] = useState<string | null>(null)
  const [adding, setAdding] = useState<{ readonly pathId: string | null } | null>(null)
  const rapidMmPerMin = useRapid() ?? USUAL_RAPID_MM_PER_MIN
  const rows = useMemo(
    () => operationRows(plan, programs, rapidMmPerMin),
    [plan, programs, rapidMmPerMin],
  )
  const program = programs.find(({ id }) => id === programId) ?? programs[0]
  const open = rows.find(({ operation }) => operation !== null && operation.id === openId)
  if (adding !== null) {
    return (
      <AddOperation
        plan={plan}
        pathId={adding.pathId}
        onAdded={(id) => {
          setAdding(null)
          setOpenId(id)
        }}
        onCancel={() => {
          setAdding(null)
        }}
      />
    )
  }
  if (open?.operation != null) {
    return (
      <OperationParameters
        plan={plan}
        operation={open.operation}
        name={open.name}
        onClose={() => {
          setOpenId(null)
        }}
      />
    )
  }
  return (
    <>
      <div className="operations-head">
        <h2>{operationsStrings.title}</h2>
        <UndoButtons history={history} undo={undo} redo={redo} />
      </div>
      <OperationList
        plan={plan}
        rows={rows}
        shownProgramId={program?.id ?? null}
        onOpen={({ planned, operation }) => {
          if (planned !== null) choose(planned.programId)
          setOpenId(operation?.id ?? null)
        }}
        onAdd={(pathId) => {
          setAdding({ pathId })
        }}
      />
      <BeginComparing plan={plan} />
      {program !== undefined && (
        <>
          <h2>{program.title}</h2>
          <p className="caption">{words.stage[program.stage]}</p>
          <ProgramFacts program={program} />
        </>
      )}
    </>
  )
}

/** Leads to another set-up beside this one. */
function BeginComparing({ plan }: { plan: Plan }) {
  const planId = usePlan((state) => state.planId)
  const begin = useCompare((state) => state.begin)
  return (
    <div className="begin-comparing">
      <Button
        icon={<Scale size={16} aria-hidden="true" />}
        onClick={() => {
          if (planId !== null) begin(planId, plan)
        }}
      >
        {compareStrings.begin}
      </Button>
    </div>
  )
}

/** How far the planning is, and a way to end it. */
function Planning() {
  const planning = useToolpath((state) => state.planning)
  const stopPlanning = useToolpath((state) => state.stopPlanning)
  return (
    <div className="toolpath-planning">
      <Progress label={words.reading} ratio={planning?.share ?? null} />
      <Button size="small" onClick={() => void stopPlanning()}>
        {operationsStrings.cancel}
      </Button>
    </div>
  )
}

const NO_PROGRAMS: readonly ProgramPreview[] = []

/** The operations of the plan, their toolpaths, and the run that is made of them. */
function Toolpaths({ planId, plan }: { planId: string | null; plan: Plan }) {
  const keptRevision = usePlan((state) => state.keptRevision)
  const programs = useToolpath((state) => state.programs)
  const load = useToolpath((state) => state.load)
  useEffect(followPlanning, [])
  useEffect(() => {
    if (planId !== null) void load(planId)
  }, [planId, keptRevision, load])
  const made = programs.state === 'ready' ? programs.value : NO_PROGRAMS
  return (
    <div className="bench">
      <div className="bench-main">
        {programs.state === 'failed' && <NoPath problem={programs.problem} planId={planId} />}
        {programs.state === 'ready' && <ProgramView programs={made} />}
        {(programs.state === 'loading' || programs.state === 'idle') && <Planning />}
      </div>
      <aside className="bench-side" aria-label={words.title}>
        <div className="bench-scroll">
          <Side plan={plan} programs={made} />
        </div>
        {programs.state === 'ready' && (
          <div className="bench-foot">
            <WatchGate>
              <RunMaker />
            </WatchGate>
          </div>
        )}
      </aside>
    </div>
  )
}

/** The open plan's toolpaths; beside another set-up while one is tried. */
export function ToolpathPanel() {
  const planId = usePlan((state) => state.planId)
  const plan = usePlan((state) => state.history?.present ?? null)
  const triedOf = useCompare((state) => state.planId)
  if (plan === null) return <Skeleton label={words.reading} lines={8} />
  if (planId !== null && triedOf === planId) return <ComparePage planId={planId} plan={plan} />
  return <Toolpaths planId={planId} plan={plan} />
}
