import { useEffect, useRef, useState } from 'react'
import type { Box } from '#core/gcode/path/point-store.ts'
import type { Point3 } from '#core/geometry/point.ts'
import { formatLength } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import '../drawing-3d/drawing-3d.css'
import type { Stage } from '../drawing-3d/stage.ts'
import { type StageFailure, turnByKeys, useStage } from '../drawing-3d/use-stage.ts'
import { useThemeColours } from '../drawing-3d/use-theme-colours.ts'
import { ViewCube } from '../drawing-3d/ViewCube.tsx'
import { Segmented } from '../ui/Choice.tsx'
import { readPathColours, type PathProgress } from './path-material.ts'
import type { DrawnPath } from './path-messages.ts'
import { PathLegend } from './PathLegend.tsx'
import './program-3d.css'
import { program3dStrings as words } from './program-3d.strings.ts'
import { programScene, type ProgramState, seenBox } from './program-scene.ts'
import { StageOverlay } from './StageOverlay.tsx'

/** What a `ProgramStage` takes. */
export interface ProgramStageProps {
  readonly path: DrawnPath
  readonly progress: PathProgress
  /** Where the tip of the tool is, work coordinates; null when nobody knows. */
  readonly tool: Point3 | null
  readonly toolDiameterMm: number
  /** The machine's reach in work coordinates; null when not known. */
  readonly travel: Box | null
  readonly unit: LengthUnit
  readonly onFailure: (failure: StageFailure) => void
}

const VIEWS = ['corner', 'above', 'player', 'side'] as const
/** A picture that takes long is brought up to date so much less often. */
const PATIENCE = 8
const SOONEST_MS = 250

function useScene(stage: Stage<ProgramState> | null, path: DrawnPath): void {
  useEffect(() => {
    if (stage === null) return
    const made = programScene(path)
    stage.setScene(made)
    stage.lookFrom('corner')
    return () => {
      stage.setScene(null)
      made.dispose()
    }
  }, [stage, path])
}

/** Brings the picture up to date, the less often the longer it takes to draw. */
function useProgress(
  stage: Stage<ProgramState> | null,
  path: DrawnPath,
  state: ProgramState,
): void {
  const shownAtMs = useRef(-Infinity)
  const { doneLine, now, fromLine, travel, colours } = state
  const [first, last] = now ?? [0, 0]
  useEffect(() => {
    if (stage === null) return
    const show = () => {
      shownAtMs.current = performance.now()
      const range = last === 0 ? null : ([first, last] as const)
      stage.show({ doneLine, now: range, fromLine, travel, colours })
    }
    const drawMs = Number(stage.canvas.dataset['gpuMs'] ?? 0)
    const dueMs = shownAtMs.current + Math.max(SOONEST_MS, PATIENCE * drawMs) - performance.now()
    if (dueMs <= 0) {
      show()
      return
    }
    const timer = setTimeout(show, dueMs)
    return () => {
      clearTimeout(timer)
    }
  }, [stage, path, doneLine, first, last, fromLine, travel, colours])
}

/** A program over its machine, in space: what is done, what is to do, and the tool. */
export function ProgramStage(props: ProgramStageProps) {
  const { path, progress, tool, toolDiameterMm, travel, unit, onFailure } = props
  const { place, stage, gaze } = useStage<ProgramState>(onFailure)
  const [showTravel, setShowTravel] = useState(false)
  const colours = useThemeColours(readPathColours)
  useScene(stage, path)
  useProgress(stage, path, { ...progress, travel: showTravel ? travel : null, colours })
  return (
    <div className="stage program-stage">
      <div
        ref={place}
        className="stage-picture"
        role="group"
        tabIndex={0}
        aria-label={`${words.label}. ${words.help}`}
        onKeyDown={turnByKeys(stage)}
      >
        {stage !== null && (
          <StageOverlay
            stage={stage}
            gaze={gaze}
            box={seenBox(path)}
            tool={tool}
            toolDiameterMm={toolDiameterMm}
          />
        )}
      </div>
      <ViewCube
        gaze={gaze}
        label={words.cube}
        faces={words.cubeFaces}
        onLook={(face) => stage?.lookAlong(face)}
      />
      <div className="program-views">
        <Segmented
          label={words.viewsLabel}
          value=""
          options={VIEWS.map((value) => ({ value, label: words.views[value] }))}
          onChange={(view) => {
            const named = VIEWS.find((candidate) => candidate === view)
            if (named !== undefined) stage?.lookFrom(named)
          }}
        />
        {travel !== null && (
          <label className="stage-check">
            <input
              type="checkbox"
              checked={showTravel}
              onChange={(event) => {
                setShowTravel(event.target.checked)
              }}
            />
            {words.travel}
          </label>
        )}
      </div>
      <PathLegend path={path} progress={progress} />
      {path.leftOutBelowMm > 0 && (
        <p className="caption program-thinned">
          {words.thinned(formatLength(path.leftOutBelowMm, unit))}
        </p>
      )}
    </div>
  )
}
