import { useMemo } from 'react'
import type { Point2 } from '#core/geometry/point.ts'
import { drawingStrings } from './drawing.strings.ts'
import { planPaths, plungePoints, type Trace, type TraceRole } from './toolpath-trace.ts'

/** Roles in the order they are drawn, the most important on top. */
export const TRACE_ROLES: readonly TraceRole[] = [
  'rapid',
  'retract',
  'link',
  'cut',
  'ramp',
  'lead',
  'finish',
  'plunge',
]

/** What a `ToolpathDrawing` takes. */
export interface ToolpathDrawingProps {
  readonly trace: Trace
  readonly scalePxPerMm: number
}

/** A toolpath seen from above, in mm, coloured by what each motion is for. */
export function ToolpathDrawing({ trace, scalePxPerMm }: ToolpathDrawingProps) {
  const { paths, plunges } = useMemo(
    () => ({ paths: planPaths(trace), plunges: plungePoints(trace) }),
    [trace],
  )
  return (
    <g className="toolpath">
      {TRACE_ROLES.map((role) => {
        const path = paths.get(role)
        return path === undefined ? null : (
          <path key={role} className={`path path-${role}`} d={path} />
        )
      })}
      {plunges.map((point, index) => (
        <circle
          key={index}
          className="path-plunge-point"
          cx={point.xMm}
          cy={point.yMm}
          r={3.5 / scalePxPerMm}
        />
      ))}
    </g>
  )
}

/** The tool at its true diameter with a cross at its centre. */
export function ToolMark({
  at,
  diameterMm,
  scalePxPerMm,
}: {
  at: Point2
  diameterMm: number
  scalePxPerMm: number
}) {
  const arm = 14 / scalePxPerMm
  const radius = Math.max(diameterMm / 2, 4 / scalePxPerMm)
  return (
    <g className="tool-mark" transform={`translate(${String(at.xMm)} ${String(at.yMm)})`}>
      <circle r={radius} />
      <path d={`M${String(-arm)} 0H${String(arm)}M0 ${String(-arm)}V${String(arm)}`} />
    </g>
  )
}

/** The colours of a toolpath with their meaning; only what occurs. */
export function ToolpathLegend({ trace }: { trace: Trace }) {
  const roles = new Set(trace.stretches.map((stretch) => stretch.role))
  return (
    <ul className="legend">
      {TRACE_ROLES.filter((role) => roles.has(role)).map((role) => (
        <li key={role}>
          <svg width="28" height="10" aria-hidden="true">
            {role === 'plunge' ? (
              <circle className="path-plunge-point" cx="14" cy="5" r="3.5" />
            ) : (
              <path className={`path path-${role}`} d="M1 5H27" />
            )}
          </svg>
          {drawingStrings.roles[role]}
        </li>
      ))}
    </ul>
  )
}
