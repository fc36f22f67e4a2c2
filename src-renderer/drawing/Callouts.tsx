import { landsOfPlan } from '#core/rosette/channel.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { TOP_MARGIN_MM } from '#core/rosette/ring-picture.ts'
import { formatLength } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { chosenLabels, spreadLabels } from './callouts.ts'
import { drawingStrings } from './drawing.strings.ts'
import { RULER_PX } from './Rulers.tsx'
import { xPx, yPx, type SizePx, type View } from './view.ts'

const SPACING_PX = 19
/** Wood narrower than this is a glue line. */
const LEAST_LAND_MM = 0.02
/** The names stand in a fan of this width towards the right. */
const FAN_RAD = Math.PI / 5

interface Subject {
  readonly key: string
  readonly text: string
  readonly kind: 'ring' | 'land'
  readonly lit: boolean
  readonly middleMm: number
}

function subjectsOf(plan: Plan, unit: LengthUnit, selectedRingId: string | null): Subject[] {
  // Rings that are being typed may stand inside out for a moment; no wood is named then.
  const isSound = plan.rings.every((ring) => ring.outerRadiusMm > ring.innerRadiusMm)
  const lands = new Map((isSound ? landsOfPlan(plan) : []).map((land) => [land.innerRingId, land]))
  return plan.rings.flatMap((ring): Subject[] => {
    const land = lands.get(ring.id)
    const widthMm = ring.outerRadiusMm - ring.innerRadiusMm
    const own: Subject = {
      key: ring.id,
      text: `${ring.name}  ${formatLength(widthMm, unit)}`,
      kind: 'ring',
      lit: ring.id === selectedRingId,
      middleMm: ring.innerRadiusMm + widthMm / 2,
    }
    if (land === undefined || land.widthMm < LEAST_LAND_MM) return [own]
    const wood: Subject = {
      key: `${ring.id}/land`,
      text: drawingStrings.land(formatLength(land.widthMm, unit)),
      kind: 'land',
      lit: false,
      middleMm: ring.outerRadiusMm + plan.cutting.clearancePerSideMm + land.widthMm / 2,
    }
    return [own, wood]
  })
}

/** What a `Callouts` takes. */
export interface CalloutsProps {
  readonly plan: Plan
  readonly view: View
  readonly size: SizePx
  readonly unit: LengthUnit
  readonly selectedRingId: string | null
}

/** Name and width of each ring and of the wood between rings, led out to the right of the drawing. */
export function Callouts({ plan, view, size, unit, selectedRingId }: CalloutsProps) {
  const outerMm = plan.rings.at(-1)?.outerRadiusMm ?? 0
  const labelX = xPx(view, outerMm + TOP_MARGIN_MM) + 14
  const subjects = subjectsOf(plan, unit, selectedRingId)
  const room = Math.max(1, Math.floor((size.heightPx - 3 * RULER_PX) / SPACING_PX))
  const shown = chosenLabels(subjects, room)
  const anchors = shown.map((subject, index) => {
    const share = shown.length === 1 ? 0.5 : index / (shown.length - 1)
    const angle = FAN_RAD * (share - 0.5)
    return {
      subject,
      x: xPx(view, subject.middleMm * Math.cos(angle)),
      y: yPx(view, subject.middleMm * Math.sin(angle)),
    }
  })
  // From the bottom up in the order of the rings, so that no leader crosses another.
  const wishes = anchors.map((anchor) => anchor.y).toSorted((a, b) => b - a)
  const places = spreadLabels(wishes, SPACING_PX)
  const left = subjects.length - shown.length
  return (
    <g className="callouts">
      {anchors.map(({ subject, x, y }, index) => {
        const labelY = places[index] ?? y
        const look = subject.lit ? 'callout callout-lit' : `callout callout-${subject.kind}`
        return (
          <g key={subject.key} className={look}>
            <path
              d={`M${x.toFixed(1)} ${y.toFixed(1)}L${(labelX - 8).toFixed(1)} ${labelY.toFixed(1)}h6`}
            />
            <circle cx={x} cy={y} r={2.5} />
            <text x={labelX + 2} y={labelY + 4}>
              {subject.text}
            </text>
          </g>
        )
      })}
      {left > 0 && (
        <g className="callout callout-land">
          <text x={labelX + 2} y={Math.min(...places) - SPACING_PX + 4}>
            {drawingStrings.moreRings(left)}
          </text>
        </g>
      )}
    </g>
  )
}
