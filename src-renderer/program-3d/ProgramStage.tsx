import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Box } from '#core/gcode/path/point-store.ts'
import type { Point3 } from '#core/geometry/point.ts'
import { formatLength } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { type Gaze, GAZES } from '../drawing-3d/camera-views.ts'
import '../drawing-3d/drawing-3d.css'
import { createStage, type Stage } from '../drawing-3d/stage.ts'
import { ViewCube } from '../drawing-3d/ViewCube.tsx'
import { Segmented } from '../ui/Choice.tsx'
import { type PathColours, readPathColours, type PathProgress } from './path-material.ts'
import type { DrawnPath } from './path-messages.ts'
import { PathLegend } from './PathLegend.tsx'
import './program-3d.css'
import { program3dStrings as words } from './program-3d.strings.ts'
import { programScene, type ProgramState, seenBox } from './program-scene.ts'
import { StageOverlay } from './StageOverlay.tsx'

/** Why there is no picture. */
export type StageFailure = 'missing' | 'lost'

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
const KEY_TURNS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}
/** A picture that takes long is brought up to date so much less often. */
const PATIENCE = 8
const SOONEST_MS = 250

function useStage(onFailure: (failure: StageFailure) => void) {
  const place = useRef<HTMLDivElement>(null)
  const [stage, setStage] = useState<Stage<ProgramState> | null>(null)
  const [gaze, setGaze] = useState<Gaze>(GAZES.corner)
  useEffect(() => {
    const element = place.current
    if (element === null) return
    const made = createStage<ProgramState>({
      onLost: () => {
        onFailure('lost')
      },
      onTurn: setGaze,
    })
    if (made === null) {
      onFailure('missing')
      return
    }
    element.prepend(made.canvas)
    const observer = new ResizeObserver(() => {
      made.resize(element.clientWidth, element.clientHeight)
      setGaze((now) => ({ ...now }))
    })
    observer.observe(element)
    setStage(made)
    return () => {
      observer.disconnect()
      made.dispose()
      setStage(null)
    }
  }, [onFailure])
  return { place, stage, gaze }
}

/** The colours of the theme that is shown. */
function usePathColours(): PathColours {
  const [colours, setColours] = useState(() => readPathColours(document.body))
  useEffect(() => {
    const observer = new MutationObserver(() => {
      setColours(readPathColours(document.body))
    })
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => {
      observer.disconnect()
    }
  }, [])
  return colours
}

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
  const { place, stage, gaze } = useStage(onFailure)
  const [showTravel, setShowTravel] = useState(false)
  const colours = usePathColours()
  useScene(stage, path)
  useProgress(stage, path, { ...progress, travel: showTravel ? travel : null, colours })
  const onKeyDown = (event: KeyboardEvent) => {
    const turn = KEY_TURNS[event.key]
    if (turn !== undefined) stage?.turn(...turn)
    else if (event.key === '+' || event.key === '=') stage?.zoom(1)
    else if (event.key === '-') stage?.zoom(-1)
    else return
    event.preventDefault()
  }
  return (
    <div className="stage program-stage">
      <div
        ref={place}
        className="stage-picture"
        role="group"
        tabIndex={0}
        aria-label={`${words.label}. ${words.help}`}
        onKeyDown={onKeyDown}
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
