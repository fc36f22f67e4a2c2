import { useEffect } from 'react'
import type { Box } from '#core/gcode/path/point-store.ts'
import type { Point3 } from '#core/geometry/point.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { Button } from '../ui/Button.tsx'
import { Progress } from '../ui/States.tsx'
import type { PathProgress } from './path-material.ts'
import { Program3d } from './Program3d.tsx'
import './program-3d.css'
import { program3dStrings as words } from './program-3d.strings.ts'
import { usePathStore, useProgramPath } from './use-program-path.ts'

/** What a `ProgramPicture` takes. */
export interface ProgramPictureProps {
  readonly runId: string | null
  readonly programId: string | null
  readonly progress: PathProgress
  readonly tool: Point3 | null
  readonly toolDiameterMm: number
  readonly travel: Box | null
  readonly unit: LengthUnit
  readonly flat: boolean
  /** Shown while no program is chosen. */
  readonly nothing: string
  /** Told what the program's motions cover, whenever another path is shown; keep it the same function. */
  readonly onBox?: (box: Box | null) => void
}

/** The picture of a recorded program, from the moment it is chosen. */
export function ProgramPicture(props: ProgramPictureProps) {
  const { runId, programId, nothing, onBox, ...shown } = props
  const read = useProgramPath(runId, programId)
  const want = usePathStore((state) => state.want)
  const cancel = usePathStore((state) => state.cancel)
  const box = read.state === 'ready' ? read.path.box : null
  useEffect(() => {
    onBox?.(box)
  }, [box, onBox])
  switch (read.state) {
    case 'idle':
      return (
        <div className="program-empty">
          <p className="muted">{programId === null ? nothing : words.reading}</p>
        </div>
      )
    case 'loading':
      return (
        <div className="program-empty">
          <Progress label={words.reading} ratio={read.share} />
          <Button size="small" onClick={cancel}>
            {words.cancel}
          </Button>
        </div>
      )
    case 'failed':
      return (
        <div className="program-empty" role="alert">
          <p>{read.problem.message}</p>
          <p className="muted">{read.problem.remedy}</p>
        </div>
      )
    case 'cancelled':
      return (
        <div className="program-empty">
          <p className="muted">{words.cancelled}</p>
          <Button
            onClick={() => {
              if (runId !== null && programId !== null) want(runId, programId)
            }}
          >
            {words.readAgain}
          </Button>
        </div>
      )
    case 'ready':
      if (read.path.pointCount === 0) {
        return (
          <div className="program-empty">
            <p className="muted">{words.empty}</p>
          </div>
        )
      }
      return (
        <div className="program-picture" data-load-ms={read.tookMs.toFixed(0)}>
          <Program3d path={read.path} {...shown} />
        </div>
      )
  }
}
