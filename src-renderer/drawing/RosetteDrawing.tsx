import { useId, useMemo } from 'react'
import type { Material } from '#core/library/material.schema.ts'
import type { TileRing, Plan, Ring } from '#core/rosette/plan.schema.ts'
import { alternateTilesPath, annulusPath, circlePath, jointsPath } from './ring-shapes.ts'

/** What a `RosetteDrawing` takes. */
export interface RosetteDrawingProps {
  readonly plan: Plan
  readonly materials: readonly Material[]
  readonly selectedRingId?: string | null
  readonly onSelect?: (ringId: string) => void
  /** 0 leaves the columns inside the tiles out. */
  readonly scalePxPerMm?: number
}

/** Wood shown around the outermost ring, mm. */
export const TOP_MARGIN_MM = 6
const COLUMN_LEAST_PX = 3.5

function colourOf(materials: readonly Material[], id: string): string | undefined {
  return materials.find((material) => material.id === id)?.colour
}

function Tiles({ ring, scalePxPerMm }: { ring: TileRing; scalePxPerMm: number }) {
  const { innerRadiusMm: inner, outerRadiusMm: outer, tileCount, columns } = ring
  const shapes = useMemo(
    () => ({
      alternate: alternateTilesPath(inner, outer, tileCount),
      joints: jointsPath(inner, outer, tileCount),
    }),
    [inner, outer, tileCount],
  )
  const columnPx = ((2 * Math.PI * inner) / (tileCount * columns)) * scalePxPerMm
  return (
    <>
      <path className="tile-alternate" d={shapes.alternate} />
      {columnPx >= COLUMN_LEAST_PX && (
        <path className="tile-columns" d={jointsPath(inner, outer, tileCount * columns)} />
      )}
      <path className="tile-joints" d={shapes.joints} />
    </>
  )
}

interface RingShapeProps {
  readonly ring: Ring
  readonly colour: string | undefined
  readonly selected: boolean
  readonly scalePxPerMm: number
  readonly onSelect: ((ringId: string) => void) | undefined
}

function RingShape({ ring, colour, selected, scalePxPerMm, onSelect }: RingShapeProps) {
  const outline = annulusPath(ring.innerRadiusMm, ring.outerRadiusMm)
  const picking = onSelect !== undefined && {
    role: 'button',
    tabIndex: 0,
    'aria-pressed': selected,
    'aria-label': ring.name,
    onClick: () => {
      onSelect(ring.id)
    },
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key === 'Enter' || event.key === ' ') onSelect(ring.id)
    },
  }
  return (
    <g className="ring" data-ring={ring.id} {...picking}>
      <path className="ring-body" d={outline} fillRule="evenodd" style={{ fill: colour }} />
      {ring.kind === 'tile' && <Tiles ring={ring} scalePxPerMm={scalePxPerMm} />}
      <path className="ring-edge" d={outline} />
      {selected && <path className="ring-selected" d={outline} />}
    </g>
  )
}

/** The arc that the fingerboard will cover, hatched; and the fingerboard's own edges. */
function HiddenArc({ plan, widthMm }: { plan: Plan; widthMm: number }) {
  const id = useId()
  const inner = plan.rings[0]?.innerRadiusMm ?? 0
  const outer = plan.rings.at(-1)?.outerRadiusMm ?? 0
  const half = widthMm / 2
  const edgeFromMm = inner > half ? Math.sqrt(inner * inner - half * half) : 0
  const edge = (x: number) =>
    `M${String(x)} ${String(edgeFromMm - 3)}V${String(outer + TOP_MARGIN_MM)}`
  return (
    <g className="hidden-arc">
      <defs>
        <pattern
          id={`${id}h`}
          width="2"
          height="2"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path d="M0 0V2" className="hatch-line" />
          <path d="M0.35 0V2" className="hatch-line hatch-line-light" />
        </pattern>
        <clipPath id={`${id}c`}>
          <rect x={-half} y={0} width={widthMm} height={outer + 1} />
        </clipPath>
      </defs>
      <path
        className="hidden-hatch"
        d={annulusPath(inner, outer)}
        fillRule="evenodd"
        fill={`url(#${id}h)`}
        clipPath={`url(#${id}c)`}
      />
      <path className="phantom" d={edge(-half) + edge(half)} />
    </g>
  )
}

/** The rosette to scale in mm, up towards the neck: top, soundhole, rings, tiles, hidden arc. */
export function RosetteDrawing(props: RosetteDrawingProps) {
  const { plan, materials, selectedRingId = null, onSelect, scalePxPerMm = 0 } = props
  const outerMm = plan.rings.at(-1)?.outerRadiusMm ?? plan.soundhole.radiusMm
  return (
    <g className="rosette">
      <path
        className="top-wood"
        d={annulusPath(plan.soundhole.radiusMm, outerMm + TOP_MARGIN_MM)}
        fillRule="evenodd"
        style={{ fill: colourOf(materials, plan.topMaterialId) }}
      />
      <path className="soundhole" d={circlePath(plan.soundhole.radiusMm)} />
      {plan.rings.map((ring) => (
        <RingShape
          key={ring.id}
          ring={ring}
          colour={colourOf(materials, ring.materialId)}
          selected={ring.id === selectedRingId}
          scalePxPerMm={scalePxPerMm}
          onSelect={onSelect}
        />
      ))}
      {plan.fingerboardWidthMm !== null && (
        <HiddenArc plan={plan} widthMm={plan.fingerboardWidthMm} />
      )}
    </g>
  )
}
