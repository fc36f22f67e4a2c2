import { useMemo } from 'react'
import type { ProgramPreview } from '#core/contract/job.contract.ts'
import { ToolMark, ToolpathDrawing, ToolpathLegend } from '../../drawing/ToolpathDrawing.tsx'
import { circlePath } from '#core/rosette/draw-rosette-path.ts'
import { isOwnBoard, zeroOfStage } from '#core/rosette/stage.ts'
import type { Bounds2 } from '#core/geometry/bounds.ts'
import type { Point2 } from '#core/geometry/point.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { toolAt, type Trace } from '../../drawing/toolpath-trace.ts'
import { traceBounds } from '../../drawing/trace-bounds.ts'
import { Viewport } from '../../drawing/Viewport.tsx'
import { useLibrary } from '../../session/library.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Stock3d } from '../../stock-3d/Stock3d.tsx'
import { Segmented } from '../../ui/Choice.tsx'
import { useRapid } from './use-rapid.ts'
import { ProofView } from './ProofView.tsx'
import { Scrubber } from './Scrubber.tsx'
import { toolpathStrings } from './toolpath.strings.ts'
import { useToolpath } from './toolpath.store.ts'
import { cutTraceBounds, drawnTool, stockThicknessMm, programTrace } from './toolpath.view-model.ts'
import { usePlayback } from './use-playback.ts'

const words = toolpathStrings
const VIEWS = (['above', 'space', 'proof'] as const).map((value) => ({
  value,
  label: words.views[value],
}))
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

/** The motion of each program, and the view that those on the chosen one's zero share. */
function useTraces(programs: readonly ProgramPreview[], chosen: ProgramPreview | undefined) {
  const rapidMmPerMin = useRapid()
  const traces = useMemo(
    () => programs.map((program) => programTrace(program, rapidMmPerMin)),
    [programs, rapidMmPerMin],
  )
  const zero = zeroOfStage(chosen?.stage ?? 'soundhole')
  const bounds = useMemo(() => {
    const onSameZero = programs.map(({ stage }) => zeroOfStage(stage) === zero)
    return traceBounds(traces.filter((_, at) => onSameZero[at]))
  }, [traces, programs, zero])
  return { traces, bounds }
}

/** The path from above, over the rings it is for. */
function FlatView({
  trace,
  bounds,
  place,
  onTop,
  unit,
  diameterMm,
  at,
}: {
  trace: Trace
  bounds: Bounds2
  /** What shares one view: the shell's board, the rosette, each program of drawn cuts. */
  place: string
  /** In the top, whose rings are then seen. */
  onTop: boolean
  unit: LengthUnit
  diameterMm: number
  at: Point2 | null
}) {
  return (
    <Viewport
      key={place}
      label={words.canvas}
      bounds={bounds}
      margin={MARGIN}
      unit={unit}
      drawing={(view) => (
        <>
          {onTop && <RingOutlines />}
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
  )
}

/** The chosen program's bit to scale, and the thickness of what it cuts; null where the library has no such bit. */
function useDrawnTool(program: ProgramPreview | undefined) {
  const { tools } = useLibrary()
  const plan = usePlan((state) => state.history?.present ?? null)
  const tool = tools.find(({ id }) => id === program?.toolId)
  const drawn = useMemo(() => (tool === undefined ? null : drawnTool(tool)), [tool])
  const thicknessMm =
    program === undefined ? 0 : stockThicknessMm(program, plan?.topThicknessMm ?? null)
  return { drawn, thicknessMm }
}

/** The chosen program's picture, from above or in space. */
function Picture({
  program,
  trace,
  seen,
  seconds,
}: {
  program: ProgramPreview
  trace: Trace
  seen: { readonly bounds: Bounds2 }
  seconds: number
}) {
  const unit = useUnits()
  const view = useToolpath((state) => state.view)
  const { drawn, thicknessMm } = useDrawnTool(program)
  const cutBounds = useMemo(() => cutTraceBounds(trace), [trace])
  const isDrawn = program.operationIds !== undefined
  const onTop = !isOwnBoard(program.stage)
  const flat = (
    <FlatView
      {...{ trace, unit }}
      diameterMm={drawn?.diameterMm ?? 0}
      place={isDrawn ? program.id : zeroOfStage(program.stage)}
      onTop={onTop}
      bounds={isDrawn ? cutBounds : seen.bounds}
      at={toolAt(trace, seconds)}
    />
  )
  if (view === 'above' || drawn === null) return flat
  return (
    <Stock3d
      key={program.id}
      {...{ trace, unit, thicknessMm, seconds }}
      bounds={cutBounds}
      tool={drawn}
      fallback={flat}
    />
  )
}

/** What was planned, seen from above or in space, and played. */
export function ProgramView({ programs }: { programs: readonly ProgramPreview[] }) {
  const programId = useToolpath((state) => state.programId)
  const view = useToolpath((state) => state.view)
  const chooseView = useToolpath((state) => state.chooseView)
  const index = Math.max(
    0,
    programs.findIndex((program) => program.id === programId),
  )
  const program = programs[index]
  const { traces, ...seen } = useTraces(programs, program)
  const trace = traces[index]
  const playback = usePlayback(trace?.totalSeconds ?? 0)
  if (program === undefined || trace === undefined) return null
  return (
    <>
      <Segmented
        label={words.view}
        value={view}
        options={VIEWS}
        onChange={(next) => {
          // what is seen first in space is the finished cut
          if (next === 'space' && playback.seconds === 0) playback.seek(trace.totalSeconds)
          chooseView(next)
        }}
      />
      {view === 'proof' ? (
        <ProofView program={program} />
      ) : (
        <>
          <Picture {...{ program, trace, seen }} seconds={playback.seconds} />
          <Scrubber trace={trace} playback={playback} />
        </>
      )}
    </>
  )
}
