import { hiddenArcRad } from '#core/rosette/hidden-arc.ts'
import { degFromRad } from '#core/units/angle.ts'
import { formatDecimal, formatLength } from '#core/units/format-length.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { Callouts } from './Callouts.tsx'
import { drawingStrings } from './drawing.strings.ts'
import { TOP_MARGIN_MM } from '#core/rosette/ring-picture.ts'
import { xPx, yPx, type SizePx, type View } from './view.ts'

/** What `Dimensions` takes. */
export interface DimensionsProps {
  readonly plan: Plan
  readonly view: View
  readonly size: SizePx
  readonly unit: LengthUnit
  readonly selectedRingId: string | null
}

/** Least width of a character of the drawing's text, px. */
const CHARACTER_PX = 6.6

interface Diameter {
  readonly key: string
  readonly label: string
  readonly radiusMm: number
  readonly lit: boolean
}

const LEVEL_PX = 22

function diametersOf(plan: Plan, selectedRingId: string | null): readonly Diameter[] {
  const words = drawingStrings
  const ring = plan.rings.find((candidate) => candidate.id === selectedRingId)
  const outerMm = plan.rings.at(-1)?.outerRadiusMm ?? 0
  const chosen: Diameter[] =
    ring === undefined
      ? []
      : [
          {
            key: 'inner',
            label: `${ring.name}, ${words.inner}`,
            radiusMm: ring.innerRadiusMm,
            lit: true,
          },
          {
            key: 'outer',
            label: `${ring.name}, ${words.outer}`,
            radiusMm: ring.outerRadiusMm,
            lit: true,
          },
        ]
  return [
    { key: 'hole', label: words.soundhole, radiusMm: plan.soundhole.radiusMm, lit: false },
    ...chosen,
    ...(ring?.outerRadiusMm === outerMm
      ? []
      : [{ key: 'overall', label: words.overall, radiusMm: outerMm, lit: false }]),
  ]
}

/** Height the diameters need under the drawing, px. */
export const DIMENSION_ROOM_PX = 4 * LEVEL_PX + 12

function DiameterLine({
  diameter,
  view,
  unit,
  levelYPx,
}: {
  diameter: Diameter
  view: View
  unit: LengthUnit
  levelYPx: number
}) {
  const left = xPx(view, -diameter.radiusMm)
  const right = xPx(view, diameter.radiusMm)
  const middle = (left + right) / 2
  const text = `${diameter.label} ⌀ ${formatLength(2 * diameter.radiusMm, unit)}`
  const widthPx = text.length * CHARACTER_PX + 10
  const inside = right - left > widthPx + 36
  const textX = inside ? middle : right + 14 + widthPx / 2
  const from = yPx(view, 0) + 4
  return (
    <g className={diameter.lit ? 'dimension dimension-lit' : 'dimension'}>
      <path
        className="witness"
        d={`M${left.toFixed(1)} ${from.toFixed(1)}V${String(levelYPx + 5)}M${right.toFixed(1)} ${from.toFixed(1)}V${String(levelYPx + 5)}`}
      />
      <path
        className="dimension-line"
        d={`M${left.toFixed(1)} ${String(levelYPx)}H${(inside ? right : right + 14).toFixed(1)}`}
      />
      <path
        className="arrow"
        d={`M${left.toFixed(1)} ${String(levelYPx)}l8 -3v6zM${right.toFixed(1)} ${String(levelYPx)}l-8 -3v6z`}
      />
      <rect x={textX - widthPx / 2} y={levelYPx - 9} width={widthPx} height={18} rx={3} />
      <text x={textX} y={levelYPx + 4} textAnchor="middle">
        {text}
      </text>
    </g>
  )
}

/** Fingerboard width over the drawing, above the hatched arc, and how much of the turn it hides. */
function FingerboardDimension({ plan, view, unit }: DimensionsProps) {
  if (plan.fingerboardWidthMm === null) return null
  const half = plan.fingerboardWidthMm / 2
  const outerMm = plan.rings.at(-1)?.outerRadiusMm ?? 0
  const hiddenDeg = degFromRad(hiddenArcRad(outerMm, plan.fingerboardWidthMm))
  const y = yPx(view, outerMm + TOP_MARGIN_MM) - 10
  const text = drawingStrings.fingerboardHides(
    formatLength(plan.fingerboardWidthMm, unit),
    formatDecimal(hiddenDeg, 1),
  )
  const left = xPx(view, -half)
  const right = xPx(view, half)
  const widthPx = text.length * CHARACTER_PX + 8
  return (
    <g className="dimension">
      <path
        className="witness"
        d={`M${left.toFixed(1)} ${String(y + 10)}V${String(y - 5)}M${right.toFixed(1)} ${String(y + 10)}V${String(y - 5)}`}
      />
      <path className="dimension-line" d={`M${left.toFixed(1)} ${String(y)}H${right.toFixed(1)}`} />
      <path
        className="arrow"
        d={`M${left.toFixed(1)} ${String(y)}l8 -3v6zM${right.toFixed(1)} ${String(y)}l-8 -3v6z`}
      />
      <rect x={(left + right - widthPx) / 2} y={y - 9} width={widthPx} height={18} rx={3} />
      <text x={(left + right) / 2} y={y + 4} textAnchor="middle">
        {text}
      </text>
    </g>
  )
}

/** Dimension lines like a shop drawing: each diameter on a level of its own, so that no text meets another. */
export function Dimensions(props: DimensionsProps) {
  const { plan, view, unit, selectedRingId } = props
  const outerMm = plan.rings.at(-1)?.outerRadiusMm ?? plan.soundhole.radiusMm
  const firstY = yPx(view, -(outerMm + TOP_MARGIN_MM)) + 16
  return (
    <g className="dimensions" aria-hidden="true">
      {diametersOf(plan, selectedRingId).map((diameter, level) => (
        <DiameterLine
          key={diameter.key}
          diameter={diameter}
          view={view}
          unit={unit}
          levelYPx={Math.round(firstY + level * LEVEL_PX)}
        />
      ))}
      <Callouts {...props} />
      <FingerboardDimension {...props} />
    </g>
  )
}
