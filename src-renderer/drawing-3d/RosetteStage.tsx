import { Pause, Play } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { placeAt } from '#core/rosette/place-on-rosette.ts'
import type { Plan, TileRing } from '#core/rosette/plan.schema.ts'
import { formatLength } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { useDrawingColours } from '../drawing/drawing-colours.ts'
import { lightUp } from '../drawing/light-up.ts'
import { useHighlight } from '../session/highlight.store.ts'
import { Button } from '../ui/Button.tsx'
import { Segmented } from '../ui/Choice.tsx'
import { NAMED_VIEWS } from './camera-views.ts'
import './drawing-3d.css'
import { isAssumed } from './heights.ts'
import { rosette3dStrings as words } from './rosette-3d.strings.ts'
import { rosetteScene, type SceneState, slicedLogOf } from './rosette-scene.ts'
import { type SlicedLog, slicingAt } from './slicing.ts'
import type { Stage } from './stage.ts'
import { type StageFailure, turnByKeys, useStage } from './use-stage.ts'
import { useSlicing } from './use-slicing.ts'
import { ViewCube } from './ViewCube.tsx'

/** What a `RosetteStage` takes. */
export interface RosetteStageProps {
  readonly plan: Plan
  readonly unit: LengthUnit
  readonly selectedRingId: string | null
  readonly onSelect: (ringId: string | null) => void
  readonly onFailure: (failure: StageFailure) => void
}

const MOST_TAPER = 6

/** The ring whose log is sliced: the selected one, else the first of tiles. */
function slicedRing(plan: Plan, selectedRingId: string | null): TileRing | null {
  const tiles = plan.rings.filter((ring): ring is TileRing => ring.kind === 'tile')
  return tiles.find(({ id }) => id === selectedRingId) ?? tiles[0] ?? null
}

/** The scene of a plan on a stage, built anew when the plan changes; the camera stays where it is. */
function useScene(stage: Stage<SceneState> | null, plan: Plan, ringId: string | null): void {
  const colours = useDrawingColours(plan.topMaterialId)
  useEffect(() => {
    if (stage === null) return
    const made = rosetteScene({ plan, colours, slicedRingId: ringId })
    stage.setScene(made)
    return () => {
      stage.setScene(null)
      made.dispose()
    }
  }, [stage, plan, colours, ringId])
}

function SlicingControls({
  log,
  unit,
  slicing,
  onStart,
}: {
  log: SlicedLog
  unit: LengthUnit
  slicing: ReturnType<typeof useSlicing>
  onStart: () => void
}) {
  const { progress, playing, toggle, seek } = slicing
  const moment = slicingAt(progress ?? 1, log)
  const text =
    progress === null
      ? words.notSliced
      : `${words.laid(moment.laidTiles, log.tileCount)}, ${words.logLeft(moment.logNumber, log.plan.logCount, formatLength(moment.remainingMm, unit))}`
  return (
    <div className="stage-row stage-slicing">
      <Button
        size="small"
        icon={playing ? <Pause size={16} /> : <Play size={16} />}
        onClick={() => {
          if (progress === null) onStart()
          toggle()
        }}
      >
        {playing ? words.pause : words.slicing}
      </Button>
      <input
        type="range"
        min={0}
        max={1}
        step={1 / (4 * log.tileCount)}
        value={progress ?? 1}
        aria-label={words.slicing}
        aria-valuetext={text}
        onChange={(event) => {
          if (progress === null) onStart()
          seek(Number(event.target.value))
        }}
      />
      <span className="caption stage-caption">{text}</span>
    </div>
  )
}

/** The rosette in space: tiles in the top, its log being sliced, taper shown stronger, cut open. */
export function RosetteStage(props: RosetteStageProps) {
  const { plan, unit, selectedRingId, onSelect, onFailure } = props
  const { place, stage, gaze } = useStage<SceneState>(onFailure)
  const ring = slicedRing(plan, selectedRingId)
  useScene(stage, plan, ring?.id ?? null)
  const log = useMemo(() => (ring === null ? null : slicedLogOf(plan, ring)), [plan, ring])
  const [taperTimes, setTaperTimes] = useState(1)
  const [cutOpen, setCutOpen] = useState(false)
  const slicing = useSlicing(log?.tileCount ?? 0)
  const lit = useHighlight((state) => state.highlight)
  useEffect(() => {
    stage?.show({ taperTimes, slicing: log === null ? null : slicing.progress, cutOpen, lit })
  }, [stage, taperTimes, slicing.progress, cutOpen, lit, log])
  return (
    <div className="stage">
      <div
        ref={place}
        className="stage-picture"
        role="group"
        tabIndex={0}
        aria-label={`${words.label}. ${words.help}`}
        onKeyDown={turnByKeys(stage)}
        onPointerMove={(event) => {
          if (event.buttons !== 0) return
          const point = stage?.pointAt(event.clientX, event.clientY) ?? null
          lightUp(point === null ? null : placeAt(plan, point))
        }}
        onPointerLeave={() => {
          lightUp(null)
        }}
        onDoubleClick={(event) => {
          const point = stage?.pointAt(event.clientX, event.clientY) ?? null
          onSelect(point === null ? null : (placeAt(plan, point)?.ringId ?? null))
        }}
      />
      <ViewCube
        gaze={gaze}
        label={words.cube}
        faces={words.cubeFaces}
        onLook={(face) => stage?.lookAlong(face)}
      />
      <div className="stage-controls">
        <div className="stage-row">
          <Segmented
            label={words.viewsLabel}
            value=""
            options={NAMED_VIEWS.map((value) => ({ value, label: words.views[value] }))}
            onChange={(view) => {
              const named = NAMED_VIEWS.find((candidate) => candidate === view)
              if (named !== undefined) stage?.lookFrom(named)
            }}
          />
          <label className="stage-check">
            <input
              type="checkbox"
              checked={cutOpen}
              onChange={(event) => {
                setCutOpen(event.target.checked)
                if (event.target.checked) slicing.finish()
              }}
            />
            {words.cutOpen}
          </label>
          {ring !== null && (
            <label className="stage-taper">
              {words.taper}
              <input
                type="range"
                min={1}
                max={MOST_TAPER}
                step={0.1}
                value={taperTimes}
                aria-valuetext={words.times(taperTimes)}
                onChange={(event) => {
                  setTaperTimes(Number(event.target.value))
                }}
              />
              <span className="stage-number">{words.times(taperTimes)}</span>
            </label>
          )}
        </div>
        {log === null ? (
          <p className="caption">{ring === null ? words.noTiles : words.noLog}</p>
        ) : (
          <SlicingControls
            log={log}
            unit={unit}
            slicing={slicing}
            onStart={() => {
              setCutOpen(false)
              stage?.lookFrom('log')
            }}
          />
        )}
        {isAssumed(plan) && <p className="caption">{words.assumed}</p>}
      </div>
    </div>
  )
}
