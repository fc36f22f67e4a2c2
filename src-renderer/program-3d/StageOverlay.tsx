import type { Box } from '#core/gcode/path/point-store.ts'
import type { Point3 } from '#core/geometry/point.ts'
import type { Gaze, Xyz } from '../drawing-3d/camera-views.ts'
import type { Stage } from '../drawing-3d/stage.ts'
import { boxReachMm, type ProgramState } from './program-scene.ts'

/** What a `StageOverlay` takes. */
export interface StageOverlayProps {
  readonly stage: Stage<ProgramState>
  /** Only here so that the overlay is drawn anew when the eye has moved. */
  readonly gaze: Gaze
  readonly box: Box
  readonly tool: Point3 | null
  readonly toolDiameterMm: number
}

const LEAST_TOOL_PX = 5

/** The bit as a pin with its tip on the place: drawn over the picture, so that moving it costs nothing. */
function ToolPin({
  stage,
  at,
  radiusMm,
  heightMm,
}: {
  stage: Stage<ProgramState>
  at: Point3
  radiusMm: number
  heightMm: number
}) {
  const tip = stage.projected([at.xMm, at.yMm, at.zMm])
  const head = stage.projected([at.xMm, at.yMm, at.zMm + heightMm])
  const beside = stage.projected([at.xMm + radiusMm, at.yMm, at.zMm + heightMm])
  if (tip === null || head === null || beside === null) return null
  const half = Math.max(LEAST_TOOL_PX, Math.hypot(beside.xPx - head.xPx, beside.yPx - head.yPx))
  const upright = Math.hypot(head.xPx - tip.xPx, head.yPx - tip.yPx)
  const point = (x: number, y: number) => `${x.toFixed(1)} ${y.toFixed(1)}`
  // Seen from above the pin is all head.
  const left =
    upright < 1 ? [-1, 0] : [-(head.yPx - tip.yPx) / upright, (head.xPx - tip.xPx) / upright]
  const [dx = -1, dy = 0] = left
  return (
    <g className="tool-pin">
      <path
        d={`M${point(tip.xPx, tip.yPx)}L${point(head.xPx + dx * half, head.yPx + dy * half)}L${point(head.xPx - dx * half, head.yPx - dy * half)}Z`}
      />
      <circle cx={tip.xPx} cy={tip.yPx} r={Math.min(half, 9)} />
    </g>
  )
}

function AxisName({ stage, at, name }: { stage: Stage<ProgramState>; at: Xyz; name: string }) {
  const end = stage.projected(at)
  if (end === null) return null
  return (
    <text className={`axis-name axis-${name}`} x={end.xPx + 4} y={end.yPx - 4}>
      {name}
    </text>
  )
}

/** Tool and names of the axes over the picture in space. */
export function StageOverlay({ stage, box, tool, toolDiameterMm }: StageOverlayProps) {
  const reach = boxReachMm(box)
  return (
    <svg className="stage-overlay" aria-hidden="true">
      <AxisName stage={stage} at={[reach / 3, 0, 0]} name="X" />
      <AxisName stage={stage} at={[0, reach / 3, 0]} name="Y" />
      <AxisName stage={stage} at={[0, 0, reach / 3]} name="Z" />
      {tool !== null && (
        <ToolPin
          stage={stage}
          at={tool}
          radiusMm={toolDiameterMm / 2}
          heightMm={Math.max(reach / 5, toolDiameterMm)}
        />
      )}
    </svg>
  )
}
