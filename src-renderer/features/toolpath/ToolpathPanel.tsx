import { useEffect, useMemo } from 'react'
import type { ProgramPreview } from '#core/contract/job.contract.ts'
import { formatLength } from '#core/units/format-length.ts'
import { ToolMark, ToolpathDrawing, ToolpathLegend } from '../../drawing/ToolpathDrawing.tsx'
import { circlePath } from '#core/rosette/draw-rosette-path.ts'
import { isShellStage } from '#core/rosette/stage.ts'
import { toolAt } from '../../drawing/toolpath-trace.ts'
import { traceBounds } from '../../drawing/trace-bounds.ts'
import { Viewport } from '../../drawing/Viewport.tsx'
import { useLibrary } from '../../session/library.store.ts'
import { useNavigation } from '../../session/navigation.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { formatDuration } from '../../session/time-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { ErrorState, Skeleton } from '../../ui/States.tsx'
import { RunMaker } from './RunMaker.tsx'
import { Scrubber } from './Scrubber.tsx'
import './toolpath.css'
import { toolpathStrings } from './toolpath.strings.ts'
import { useToolpath } from './toolpath.store.ts'
import { formatTravel, programTrace } from './toolpath.view-model.ts'
import { usePlayback } from './use-playback.ts'

const words = toolpathStrings
const MARGIN = { left: 46, right: 24, top: 46, bottom: 56 }

/** The rings as thin outlines, so that the path is seen against what it makes. */
function RingOutlines() {
  const plan = usePlan((state) => state.history?.present ?? null)
  if (plan === null) return null
  const radii = [
    plan.soundhole.radiusMm,
    ...plan.rings.flatMap((ring) => [ring.innerRadiusMm, ring.outerRadiusMm]),
  ]
  return <path className="ring-outlines" d={radii.map(circlePath).join('')} />
}

function ProgramTabs({
  programs,
  chosen,
}: {
  programs: readonly ProgramPreview[]
  chosen: ProgramPreview
}) {
  const choose = useToolpath((state) => state.choose)
  return (
    <ol className="program-tabs" aria-label={words.programs}>
      {programs.map((program, index) => (
        <li key={program.id}>
          <button
            type="button"
            aria-pressed={program.id === chosen.id}
            className={classNames(program.id === chosen.id && 'program-on')}
            onClick={() => {
              choose(program.id)
            }}
          >
            <span className="program-number">{index + 1}</span>
            <span>
              <strong>{program.title}</strong>
              <span className="caption">{formatDuration(program.estimatedSeconds)}</span>
            </span>
          </button>
          <p className="caption">{words.stage[program.stage]}</p>
        </li>
      ))}
    </ol>
  )
}

function ProgramFacts({ program, deepestMm }: { program: ProgramPreview; deepestMm: number }) {
  const unit = useUnits()
  const { tools } = useLibrary()
  const tool = tools.find((candidate) => candidate.id === program.toolId)
  const rows = [
    [words.tool, tool?.name ?? words.toolUnknown],
    [words.cutLength, formatTravel(program.cutLengthMm, unit)],
    [words.rapidLength, formatTravel(program.rapidLengthMm, unit)],
    [words.deepest, formatLength(deepestMm, unit)],
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

/** The motion of each program, and the view that those on the chosen one's zero share. */
function useTraces(programs: readonly ProgramPreview[], chosen: ProgramPreview | undefined) {
  const machineId = usePlan((state) => state.history?.present.cutting.machineId)
  const { machines } = useLibrary()
  const rapid = machines.find((machine) => machine.id === machineId)?.maxRateMmPerMin
  const rapidMmPerMin = rapid === undefined ? null : Math.min(rapid.x, rapid.y)
  const traces = useMemo(
    () => programs.map((program) => programTrace(program, rapidMmPerMin)),
    [programs, rapidMmPerMin],
  )
  const inShell = chosen !== undefined && isShellStage(chosen.stage)
  const bounds = useMemo(() => {
    const onSameZero = programs.map(({ stage }) => isShellStage(stage) === inShell)
    return traceBounds(traces.filter((_, at) => onSameZero[at]))
  }, [traces, programs, inShell])
  return { traces, bounds, inShell }
}

function Programs({ programs }: { programs: readonly ProgramPreview[] }) {
  const unit = useUnits()
  const programId = useToolpath((state) => state.programId)
  const { tools } = useLibrary()
  const index = Math.max(
    0,
    programs.findIndex((program) => program.id === programId),
  )
  const program = programs[index]
  const { traces, bounds, inShell } = useTraces(programs, program)
  const trace = traces[index]
  const playback = usePlayback(trace?.totalSeconds ?? 0)
  if (program === undefined || trace === undefined) return null
  const at = toolAt(trace, playback.seconds)
  const diameterMm = tools.find((tool) => tool.id === program.toolId)?.diameterMm ?? 0
  return (
    <div className="bench">
      <div className="bench-main">
        <Viewport
          key={inShell ? 'shell' : 'top'}
          label={words.canvas}
          bounds={bounds}
          margin={MARGIN}
          unit={unit}
          drawing={(view) => (
            <>
              {!inShell && <RingOutlines />}
              <ToolpathDrawing trace={trace} scalePxPerMm={view.scalePxPerMm} />
              {at !== null && (
                <ToolMark at={at} diameterMm={diameterMm} scalePxPerMm={view.scalePxPerMm} />
              )}
            </>
          )}
        >
          <div className="legend-box">
            <ToolpathLegend trace={trace} />
          </div>
        </Viewport>
        <Scrubber trace={trace} playback={playback} />
      </div>
      <aside className="bench-side" aria-label={words.title}>
        <div className="bench-scroll">
          <h2>{words.programs}</h2>
          <ProgramTabs programs={programs} chosen={program} />
          <ProgramFacts program={program} deepestMm={-trace.lowestZMm} />
        </div>
        <div className="bench-foot">
          <RunMaker />
        </div>
      </aside>
    </div>
  )
}

/** The toolpaths from above, played, and the run that is made of them. */
export function ToolpathPanel() {
  const planId = usePlan((state) => state.planId)
  const keptRevision = usePlan((state) => state.keptRevision)
  const programs = useToolpath((state) => state.programs)
  const load = useToolpath((state) => state.load)
  const goTo = useNavigation((state) => state.goTo)
  useEffect(() => {
    if (planId !== null) void load(planId)
  }, [planId, keptRevision, load])
  if (programs.state === 'failed') {
    const blocked = programs.problem.kind === 'blocked'
    return (
      <ErrorState
        title={programs.problem.message}
        safe={words.blockedSafe}
        remedy={programs.problem.remedy}
        details={programs.problem.requestId}
        detailsLabel={words.details}
        retryLabel={blocked ? words.toCheck : words.retry}
        onRetry={() => {
          if (blocked) goTo('feasibility')
          else if (planId !== null) void load(planId)
        }}
      />
    )
  }
  if (programs.state !== 'ready') return <Skeleton label={words.reading} lines={8} />
  return <Programs programs={programs.value} />
}
