import { useEffect, useMemo, useRef } from 'react'
import { PATH_KIND } from '#core/gcode/path/point-store.ts'
import type { Point3 } from '#core/geometry/point.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { ToolMark } from '../drawing/ToolpathDrawing.tsx'
import { type SizePx, type View, xPx, yPx } from '../drawing/view.ts'
import { Viewport } from '../drawing/Viewport.tsx'
import { type PathColours, type PathProgress, readPathColours } from './path-material.ts'
import type { DrawnPath } from './path-messages.ts'
import { PathLegend } from './PathLegend.tsx'
import './program-3d.css'
import { program3dStrings as words } from './program-3d.strings.ts'
import { seenBox } from './program-scene.ts'

const MARGIN = { left: 40, right: 18, top: 40, bottom: 18 }
const MOST_DENSITY = 2

/** What a `FlatPath` takes. */
export interface FlatPathProps {
  readonly path: DrawnPath
  readonly progress: PathProgress
  readonly tool: Point3 | null
  readonly toolDiameterMm: number
  readonly unit: LengthUnit
}

type Style = 'rapid' | 'cut' | 'plunge' | 'ramp' | 'retract' | 'done' | 'doneRapid' | 'now'
const STYLE_OF_KIND: readonly Style[] = ['rapid', 'cut', 'plunge', 'ramp', 'retract']

function styleOf(kind: number, line: number, { doneLine, now, fromLine }: PathProgress): Style {
  if (now !== null && line >= now[0] && line <= now[1]) return 'now'
  const rapid = kind === PATH_KIND.rapid || kind === PATH_KIND.retract
  if (line <= doneLine || line < fromLine) return rapid ? 'doneRapid' : 'done'
  return STYLE_OF_KIND[kind] ?? 'cut'
}

function addPiece(drawn: Path2D, ends: Float32Array, view: View): void {
  const [x0 = 0, y0 = 0, , x1 = 0, y1 = 0] = ends
  drawn.moveTo(xPx(view, x0), yPx(view, y0))
  drawn.lineTo(xPx(view, x1), yPx(view, y1))
}

/** One canvas path for each style, from above. */
function flatPaths(path: DrawnPath, progress: PathProgress, view: View): Map<Style, Path2D> {
  const { pointCount, positionsMm, kinds, lines } = path.flat
  const paths = new Map<Style, Path2D>()
  for (let index = 1; index < pointCount; index += 1) {
    const kind = kinds[index] ?? PATH_KIND.start
    if (kind === PATH_KIND.start) continue
    const style = styleOf(kind, lines[index] ?? 0, progress)
    let drawn = paths.get(style)
    if (drawn === undefined) paths.set(style, (drawn = new Path2D()))
    addPiece(drawn, positionsMm.subarray(3 * index - 3, 3 * index + 3), view)
  }
  return paths
}

function strokeOf(style: Style, colours: PathColours): { colour: string; alpha: number } {
  if (style === 'done') return { colour: colours.done, alpha: 1 }
  if (style === 'doneRapid') return { colour: colours.done, alpha: 0.25 }
  return { colour: colours[style], alpha: style === 'rapid' || style === 'retract' ? 0.5 : 1 }
}

function FlatCanvas({
  path,
  progress,
  view,
  size,
}: {
  path: DrawnPath
  progress: PathProgress
  view: View
  size: SizePx
}) {
  const ref = useRef<HTMLCanvasElement>(null)
  const { doneLine, fromLine } = progress
  const [first, last] = progress.now ?? [0, 0]
  useEffect(() => {
    const canvas = ref.current
    const context = canvas?.getContext('2d') ?? null
    if (canvas === null || context === null) return
    const density = Math.min(MOST_DENSITY, window.devicePixelRatio)
    canvas.width = Math.round(size.widthPx * density)
    canvas.height = Math.round(size.heightPx * density)
    context.scale(density, density)
    const colours = readPathColours(document.body)
    const now = last === 0 ? null : ([first, last] as const)
    for (const [style, drawn] of flatPaths(path, { doneLine, now, fromLine }, view)) {
      const { colour, alpha } = strokeOf(style, colours)
      context.globalAlpha = alpha
      context.strokeStyle = colour
      context.lineWidth = style === 'now' ? 3 : style === 'rapid' ? 1 : 1.5
      context.stroke(drawn)
    }
  }, [path, doneLine, first, last, fromLine, view, size])
  return <canvas ref={ref} className="flat-path" aria-hidden="true" />
}

/** The path of a program from above, for screens without a view in space. */
export function FlatPath({ path, progress, tool, toolDiameterMm, unit }: FlatPathProps) {
  const bounds = useMemo(() => {
    const { min, max } = seenBox(path)
    return { minXMm: min.xMm, minYMm: min.yMm, maxXMm: max.xMm, maxYMm: max.yMm }
  }, [path])
  return (
    <Viewport
      label={words.label}
      bounds={bounds}
      margin={MARGIN}
      unit={unit}
      picture={(view, size) => (
        <FlatCanvas path={path} progress={progress} view={view} size={size} />
      )}
      drawing={(view) =>
        tool !== null && (
          <ToolMark at={tool} diameterMm={toolDiameterMm} scalePxPerMm={view.scalePxPerMm} />
        )
      }
    >
      <PathLegend path={path} progress={progress} />
    </Viewport>
  )
}
