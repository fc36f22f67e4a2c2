import { useId, useMemo, type PointerEvent } from 'react'
import {
  annulusPath,
  outlinePath,
  circlePath,
  jointsPath,
  sectorPath,
} from '#core/rosette/draw-rosette-path.ts'
import { placeAt, sectorsOf } from '#core/rosette/place-on-rosette.ts'
import type { Plan, Ring, TileRing } from '#core/rosette/plan.schema.ts'
import { divideShell } from '#core/rosette/shell-pieces.ts'
import { TOP_MARGIN_MM } from '#core/rosette/ring-picture.ts'
import { useHighlight } from '../session/highlight.store.ts'
import { lightUp } from './light-up.ts'

/** What a `RosetteDrawing` takes. */
export interface RosetteDrawingProps {
  readonly plan: Plan
  readonly selectedRingId: string | null
  readonly onSelect: (ringId: string) => void
  readonly scalePxPerMm: number
}

const COLUMN_LEAST_PX = 3.5
/** Joints closer than this would blacken the ring. */
const JOINT_LEAST_PX = 4

/** Joints of a ring, and how many there are. */
function jointCount(ring: Ring): number {
  if (ring.kind === 'tile') return ring.tileCount
  if (ring.kind === 'arcs') return ring.arcCount > 1 ? ring.arcCount : 0
  return ring.kind === 'shell' ? divideShell(ring).pieceCount : 0
}

/** Lines between the columns of tiles that have no picture yet. */
function Columns({ ring, scalePxPerMm }: { ring: TileRing; scalePxPerMm: number }) {
  const { innerRadiusMm: inner, outerRadiusMm: outer, tileCount, columns } = ring
  const columnPx = ((2 * Math.PI * inner) / (tileCount * columns)) * scalePxPerMm
  if (ring.pattern !== null || columnPx < COLUMN_LEAST_PX) return null
  return <path className="tile-columns" d={jointsPath(inner, outer, tileCount * columns)} />
}

interface RingShapeProps {
  readonly ring: Ring
  readonly selected: boolean
  readonly scalePxPerMm: number
  readonly onSelect: (ringId: string) => void
}

function RingShape({ ring, selected, scalePxPerMm, onSelect }: RingShapeProps) {
  const { innerRadiusMm, outerRadiusMm } = ring
  const count = jointCount(ring)
  const { outline, joints } = useMemo(
    () => ({
      outline: annulusPath(innerRadiusMm, outerRadiusMm),
      joints: jointsPath(innerRadiusMm, outerRadiusMm, count),
    }),
    [innerRadiusMm, outerRadiusMm, count],
  )
  const jointPx = ((2 * Math.PI * innerRadiusMm) / Math.max(1, count)) * scalePxPerMm
  return (
    <g
      className="ring"
      data-ring={ring.id}
      role="button"
      tabIndex={0}
      aria-pressed={selected}
      aria-label={ring.name}
      onClick={() => {
        onSelect(ring.id)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') onSelect(ring.id)
      }}
    >
      <path className="ring-body" d={outline} fillRule="evenodd" />
      {ring.kind === 'tile' && <Columns ring={ring} scalePxPerMm={scalePxPerMm} />}
      {count > 0 && (
        <path
          className={jointPx < JOINT_LEAST_PX ? 'tile-joints tile-joints-fine' : 'tile-joints'}
          d={joints}
        />
      )}
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

/** What is lit in any view, lit here too: its tile, and its column or cell. */
function Lit({ plan }: { plan: Plan }) {
  const highlight = useHighlight((state) => state.highlight)
  const ring = plan.rings.find(({ id }) => id === highlight?.ringId)
  if (highlight === null || ring === undefined) return null
  if (ring.kind !== 'tile') {
    return <path className="lit-ring" d={annulusPath(ring.innerRadiusMm, ring.outerRadiusMm)} />
  }
  const tile = sectorsOf(ring, { ...highlight, column: null, row: null })
  const cells = sectorsOf(ring, highlight)
  return (
    <g className="lit">
      {highlight.tile !== null && <path className="lit-tile" d={tile.map(sectorPath).join('')} />}
      {(highlight.column !== null || highlight.row !== null) && (
        <path className="lit-cell" d={cells.map(sectorPath).join('')} />
      )}
    </g>
  )
}

/** What the pointer is over, in the drawing's own mm. */
function lightUnderPointer(plan: Plan, event: PointerEvent<SVGGElement>): void {
  const matrix = event.currentTarget.getScreenCTM()
  if (matrix === null) return
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse())
  lightUp(placeAt(plan, { xMm: x, yMm: y }))
}

/**
 * Outlines, joints, selection and the hidden arc of a rosette in mm, up towards the neck; the colours lie
 * under it on a canvas. What the pointer is on is lit in every linked view.
 */
export function RosetteDrawing(props: RosetteDrawingProps) {
  const { plan, selectedRingId, onSelect, scalePxPerMm } = props
  return (
    <g
      className="rosette"
      onPointerMove={(event) => {
        lightUnderPointer(plan, event)
      }}
      onPointerLeave={() => {
        lightUp(null)
      }}
    >
      <path className="soundhole" d={circlePath(plan.soundhole.radiusMm)} />
      {plan.rings.map((ring) => (
        <RingShape
          key={ring.id}
          ring={ring}
          selected={ring.id === selectedRingId}
          scalePxPerMm={scalePxPerMm}
          onSelect={onSelect}
        />
      ))}
      {plan.fingerboardWidthMm !== null && (
        <HiddenArc plan={plan} widthMm={plan.fingerboardWidthMm} />
      )}
      {plan.drawnPaths.map(({ id, name, use, path }) => (
        <path key={id} className={`drawn-path drawn-${use}`} d={outlinePath(path)}>
          <title>{name}</title>
        </path>
      ))}
      <Lit plan={plan} />
    </g>
  )
}
