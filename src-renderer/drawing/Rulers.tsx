import { formatDecimal } from '#core/units/format-length.ts'
import { MM_PER_INCH } from '#core/units/length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { rasterFor, stepsBetween, toMm, xPx, yPx, type SizePx, type View } from './view.ts'

interface SurfaceProps {
  readonly view: View
  readonly size: SizePx
  readonly unit: LengthUnit
}

/** Width of a ruler, px. */
export const RULER_PX = 22

function useRaster({ view, size, unit }: SurfaceProps) {
  const raster = rasterFor(view, unit)
  const from = toMm(view, 0, size.heightPx)
  const to = toMm(view, size.widthPx, 0)
  return {
    raster,
    columns: stepsBetween(from.xMm, to.xMm, raster.stepMm),
    rows: stepsBetween(from.yMm, to.yMm, raster.stepMm),
  }
}

/** A grid whose lines stay readable at any zoom. */
export function Grid(props: SurfaceProps) {
  const { view, size } = props
  const { raster, columns, rows } = useRaster(props)
  const verticals = (major: boolean) =>
    columns
      .filter((step) => (step % raster.perLabel === 0) === major)
      .map((step) => `M${xPx(view, step * raster.stepMm).toFixed(1)} 0V${String(size.heightPx)}`)
      .join('')
  const horizontals = (major: boolean) =>
    rows
      .filter((step) => (step % raster.perLabel === 0) === major)
      .map((step) => `M0 ${yPx(view, step * raster.stepMm).toFixed(1)}H${String(size.widthPx)}`)
      .join('')
  return (
    <g className="grid" aria-hidden="true">
      <path className="grid-minor" d={verticals(false) + horizontals(false)} />
      <path className="grid-major" d={verticals(true) + horizontals(true)} />
      <path
        className="grid-axis"
        d={`M${xPx(view, 0).toFixed(1)} 0V${String(size.heightPx)}M0 ${yPx(view, 0).toFixed(1)}H${String(size.widthPx)}`}
      />
    </g>
  )
}

/** Rulers along the top and the left, in the chosen unit. */
export function Rulers(props: SurfaceProps) {
  const { view, size, unit } = props
  const { raster, columns, rows } = useRaster(props)
  const text = (step: number) => {
    const valueMm = step * raster.stepMm
    return formatDecimal(unit === 'mm' ? valueMm : valueMm / MM_PER_INCH, raster.labelDecimals)
  }
  const labelled = (step: number) => step % raster.perLabel === 0
  const tick = (step: number) => (labelled(step) ? 9 : 4)
  return (
    <g className="rulers" aria-hidden="true">
      <rect width={size.widthPx} height={RULER_PX} />
      <rect width={RULER_PX} height={size.heightPx} />
      <path
        className="ruler-ticks"
        d={
          columns
            .map(
              (step) =>
                `M${xPx(view, step * raster.stepMm).toFixed(1)} ${String(RULER_PX)}v-${String(tick(step))}`,
            )
            .join('') +
          rows
            .map(
              (step) =>
                `M${String(RULER_PX)} ${yPx(view, step * raster.stepMm).toFixed(1)}h-${String(tick(step))}`,
            )
            .join('')
        }
      />
      {columns.filter(labelled).map((step) => (
        <text key={`x${String(step)}`} x={xPx(view, step * raster.stepMm) + 3} y={11}>
          {text(step)}
        </text>
      ))}
      {rows.filter(labelled).map((step) => {
        const y = yPx(view, step * raster.stepMm)
        return (
          <text
            key={`y${String(step)}`}
            x={11}
            y={y - 3}
            transform={`rotate(-90 11 ${String(y - 3)})`}
          >
            {text(step)}
          </text>
        )
      })}
      <rect className="ruler-corner" width={RULER_PX} height={RULER_PX} />
      <text x={RULER_PX / 2} y={14} textAnchor="middle" className="ruler-unit">
        {unit === 'mm' ? 'mm' : 'in'}
      </text>
    </g>
  )
}
